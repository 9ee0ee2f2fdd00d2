//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import SOARCore
import Synchronization

import struct Foundation.Date

/// Outcomes of verifications by the salted hash of their token, each for a limited time.
///
/// Good and bad ones have room of their own, so that nobody pushes out good ones with tokens that he invents.
final class VerificationCache: Sendable {
    typealias Outcome = Result<AccessToken?, AuthenticationFailure>

    /// What is remembered, and when it is true.
    private struct Entry {
        var outcome: Outcome
        var from: Date
        var until: Date
    }

    private struct State {
        // Apart, so that made-up tokens can't drive the good ones out.
        var accepted: GenerationalCache<SHA256Digest, Entry>
        var refused: GenerationalCache<SHA256Digest, Entry>
        /// Grows when something is taken out: what was being verified meanwhile may be out of date.
        var epoch: UInt64 = 0
    }

    private let state: Mutex<State>
    let use = CacheUseCounter()

    init(maximumAccepted: Int, maximumRefused: Int) {
        state = Mutex(
            State(
                accepted: GenerationalCache(limit: maximumAccepted), refused: GenerationalCache(limit: maximumRefused)))
    }

    /// To be read before a verification begins.
    var epoch: UInt64 { state.withLock { $0.epoch } }

    /// How many are remembered, accepted and refused.
    var counts: (accepted: Int, refused: Int) {
        state.withLock { ($0.accepted.count, $0.refused.count) }
    }

    /// What is known; nothing for a time before it was found out, should the clock have been set back.
    func outcome(_ key: SHA256Digest, at now: Date, isCounted: Bool = true) -> Outcome? {
        let found: Outcome? = state.withLock { state in
            guard let entry = state.accepted.value(for: key) ?? state.refused.value(for: key) else { return nil }
            return entry.from <= now && now < entry.until ? entry.outcome : nil
        }
        if isCounted { use.count(isHit: found != nil) }
        return found
    }

    /// Remembers, unless something was taken out since the epoch was read.
    func insert(_ outcome: Outcome, for key: SHA256Digest, from: Date, until: Date, epoch: UInt64) {
        state.withLock { state in
            guard state.epoch == epoch, from < until else { return }
            let entry = Entry(outcome: outcome, from: from, until: until)
            if case .success(.some) = outcome {
                state.refused.remove(key)
                state.accepted.insert(entry, for: key)
            } else {
                state.accepted.remove(key)
                state.refused.insert(entry, for: key)
            }
        }
    }

    func removeAll() {
        state.withLock { state in
            state.epoch += 1
            state.accepted.removeAll()
            state.refused.removeAll()
        }
    }

    func removeAccepted(where isGone: (AccessToken) -> Bool) {
        state.withLock { state in
            state.epoch += 1
            state.accepted.removeAll { entry in
                if case .success(.some(let caller)) = entry.outcome { isGone(caller) } else { false }
            }
        }
    }
}
