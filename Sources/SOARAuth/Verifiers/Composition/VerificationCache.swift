//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
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

    /// Two halves: when the young one is full the old one goes.
    ///
    /// What is used moves to the young one, so it stays.
    private struct Shelf {
        let limit: Int
        var young: [SHA256Digest: Entry] = [:]
        var old: [SHA256Digest: Entry] = [:]

        mutating func entry(_ key: SHA256Digest) -> Entry? {
            if let entry = young[key] { return entry }
            guard let entry = old.removeValue(forKey: key) else { return nil }
            insert(entry, for: key)
            return entry
        }

        mutating func insert(_ entry: Entry, for key: SHA256Digest) {
            guard limit > 0 else { return }
            old[key] = nil
            if young[key] == nil, young.count >= max(1, limit / 2) {
                old = limit > 1 ? young : [:]
                young = [:]
            }
            young[key] = entry
        }

        mutating func removeAll() {
            young.removeAll()
            old.removeAll()
        }
    }

    private struct State {
        var accepted: Shelf
        var refused: Shelf
        /// Grows when something is taken out: what was being verified meanwhile may be out of date.
        var epoch: UInt64 = 0
    }

    private let state: Mutex<State>

    init(maximumAccepted: Int, maximumRefused: Int) {
        state = Mutex(State(accepted: Shelf(limit: maximumAccepted), refused: Shelf(limit: maximumRefused)))
    }

    /// To be read before a verification begins.
    var epoch: UInt64 { state.withLock { $0.epoch } }

    /// How many are remembered, accepted and refused.
    var counts: (accepted: Int, refused: Int) {
        state.withLock { state in
            (
                state.accepted.young.count + state.accepted.old.count,
                state.refused.young.count + state.refused.old.count
            )
        }
    }

    /// What is known; nothing for a time before it was found out, should the clock have been set back.
    func outcome(_ key: SHA256Digest, at now: Date) -> Outcome? {
        state.withLock { state in
            guard let entry = state.accepted.entry(key) ?? state.refused.entry(key) else { return nil }
            return entry.from <= now && now < entry.until ? entry.outcome : nil
        }
    }

    /// Remembers, unless something was taken out since the epoch was read.
    func insert(_ outcome: Outcome, for key: SHA256Digest, from: Date, until: Date, epoch: UInt64) {
        state.withLock { state in
            guard state.epoch == epoch, from < until else { return }
            let entry = Entry(outcome: outcome, from: from, until: until)
            if case .success(.some) = outcome {
                state.refused.young[key] = nil
                state.refused.old[key] = nil
                state.accepted.insert(entry, for: key)
            } else {
                state.accepted.young[key] = nil
                state.accepted.old[key] = nil
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
        func isKept(_ entry: Entry) -> Bool {
            if case .success(.some(let caller)) = entry.outcome { !isGone(caller) } else { true }
        }
        state.withLock { state in
            state.epoch += 1
            state.accepted.young = state.accepted.young.filter { isKept($0.value) }
            state.accepted.old = state.accepted.old.filter { isKept($0.value) }
        }
    }
}
