//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// Decides what a listener may be told of changes when they come: it was let in long before.
struct ChangeCheck: Sendable {
    enum Outcome {
        /// Of these it may be told.
        case told([MCPChange])
        /// Its token is refused.
        case refused
        /// That can't be told now.
        case unclear
    }

    private let server: MCPServer
    private let authenticate: @Sendable () async throws(AuthenticationFailure) -> AccessToken

    /// Asks who the listener is each time.
    init(
        _ server: MCPServer, _ authenticate: @escaping @Sendable () async throws(AuthenticationFailure) -> AccessToken
    ) {
        self.server = server
        self.authenticate = authenticate
    }

    func outcome(of changes: [MCPChange]) async -> Outcome {
        do throws(AuthenticationFailure) {
            let caller = try await authenticate()
            var told: [MCPChange] = []
            for change in changes where try await mayBeTold(caller, of: change) { told.append(change) }
            return .told(told)
        } catch {
            if case .unavailable = error { return .unclear }
            return .refused
        }
    }

    private func mayBeTold(
        _ caller: AccessToken, of change: MCPChange
    ) async throws(AuthenticationFailure) -> Bool {
        guard case .resource(let uri) = change else { return true }
        guard let source = ResourceSource(uri, in: server.offers), source.requirement.isMet(by: caller) else {
            return false
        }
        do throws(CallFailure) {
            return try await source.mayBeTold(caller)
        } catch {
            throw .unavailable("resource: \(error)")
        }
    }
}
