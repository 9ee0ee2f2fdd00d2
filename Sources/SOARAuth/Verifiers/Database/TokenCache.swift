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
        var tokens: GenerationalCache<APITokenHash, KnownToken>
        var hasImported: Bool?

        init(limit: Int) { tokens = GenerationalCache(limit: limit) }

        /// Forgets what was known for another state.
        mutating func move(to state: RevisionWatch.State) {
            guard self.state != state else { return }
            self.state = state
            tokens.removeAll()
            hasImported = nil
        }
    }

    let use = CacheUseCounter()
    private let contents: Mutex<Contents>

    init(limit: Int) { contents = Mutex(Contents(limit: limit)) }

    /// The token of that hash, where it is known for that very state.
    func token(_ hash: APITokenHash, at state: RevisionWatch.State) -> KnownToken? {
        let found = contents.withLock { $0.state == state ? $0.tokens.value(for: hash) : nil }
        use.count(isHit: found != nil)
        return found
    }

    /// Remembers a token; what was known for another state is forgotten first.
    func insert(_ token: KnownToken, at state: RevisionWatch.State) {
        contents.withLock { contents in
            contents.move(to: state)
            contents.tokens.insert(token, for: token.hash)
        }
    }

    /// Whether the store has tokens of the predecessor, where that is known for that very state.
    func hasImported(at state: RevisionWatch.State) -> Bool? {
        contents.withLock { $0.state == state ? $0.hasImported : nil }
    }

    /// Remembers whether it has.
    func remember(hasImported: Bool, at state: RevisionWatch.State) {
        contents.withLock { contents in
            contents.move(to: state)
            contents.hasImported = hasImported
        }
    }
}
