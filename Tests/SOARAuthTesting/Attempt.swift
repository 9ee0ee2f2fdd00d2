//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth

/// What a verifier made of one token.
enum Attempt: Hashable, Sendable {
    case accepted(AccessToken)
    case notMine
    case failed(AuthenticationFailure)
    /// It had to be cancelled.
    case late

    var isRefusal: Bool {
        switch self {
        case .notMine: true
        case .failed(let failure): failure.status == 401 || failure.status == 400
        case .accepted, .late: false
        }
    }

    /// Words without a token or a caller's data.
    var summary: String {
        switch self {
        case .accepted: "accepted"
        case .notMine: "not its kind (nil)"
        case .failed(let failure): "refused as \(failure.label)"
        case .late: "not done in time"
        }
    }
}

extension TokenVerifier {
    /// One verification, cancelled when its time is over.
    func attempt(_ token: String, limit: Duration) async -> Attempt {
        await withTaskGroup(of: Attempt?.self) { group in
            group.addTask { await self.outcome(of: token) }
            group.addTask {
                do { try await Task.sleep(for: limit) } catch { return nil }
                return .late
            }
            defer { group.cancelAll() }
            return await group.next()?.flatMap { $0 } ?? .late
        }
    }

    private func outcome(of token: String) async -> Attempt {
        do throws(AuthenticationFailure) {
            return try await verify(BearerToken(token)).map { .accepted($0) } ?? .notMine
        } catch {
            return .failed(error)
        }
    }
}
