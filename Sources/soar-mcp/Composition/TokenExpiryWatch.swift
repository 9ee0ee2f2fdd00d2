//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import SOARCore
import SOARTransport
import ServiceLifecycle

/// Has the log say, once a day, which tokens are about to expire.
struct TokenExpiryWatch: Service {
    /// The time between two looks.
    static let interval: Duration = .seconds(24 * 3600)
    /// Tokens that one look tells of.
    static let maximumTold = 50

    let store: any SOARStore
    /// Says from when on a token is spoken of.
    let notice: ExpiryNotice
    let logger: Logger
    let now: @Sendable () -> Date

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await look()
                // A cancelled sleep ends at once, and then the loop does.
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// How many there are, as far as is counted; nil where that can't be told.
    func count() async -> Int64? {
        await expiring(limit: 1_000).map { Int64($0.count) }
    }

    func look() async {
        for token in await expiring(limit: Self.maximumTold) ?? [] {
            let isReplaced = token.succession.successor != nil
            logger.warning(
                isReplaced ? "A token that was replaced is about to stop working" : "A token is about to expire",
                metadata: [
                    "token_id": "\(token.id)", "token_name": "\(token.name)", "tenant": "\(token.tenant)",
                    "expires": "\(token.endsAt.map(Timestamp.text) ?? "never")",
                ])
        }
    }

    private func expiring(limit: Int) async -> [APIToken]? {
        let days = notice.days
        guard days > 0 else { return [] }
        let now = now()
        var selection = APITokenSelection()
        selection.state = .enabled
        selection.expiresAfter = now
        selection.expiresBefore = now.addingTimeInterval(Double(days) * 86_400)
        selection.limit = limit
        return try? await store.tokens(selection)
    }
}
