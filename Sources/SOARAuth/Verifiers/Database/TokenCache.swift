//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// Tokens that were looked up, each true as long as the state of the store stands where it stood then.
final class TokenCache: Sendable {
    private struct Contents {
        var state: RevisionWatch.State?
        var tokens: [APITokenHash: APIToken] = [:]
    }

    private let limit: Int
    let use = CacheUseCounter()
    private let contents = Mutex(Contents())

    init(limit: Int) { self.limit = limit }

    /// The token of that hash, where it is known for that very state.
    func token(_ hash: APITokenHash, at state: RevisionWatch.State) -> APIToken? {
        let found = contents.withLock { $0.state == state ? $0.tokens[hash] : nil }
        use.count(isHit: found != nil)
        return found
    }

    /// Remembers a token; what was known for another state is forgotten first.
    func insert(_ token: APIToken, at state: RevisionWatch.State) {
        contents.withLock { contents in
            if contents.state != state {
                contents.state = state
                contents.tokens.removeAll(keepingCapacity: true)
            }
            if contents.tokens.count < limit { contents.tokens[token.hash] = token }
        }
    }
}
