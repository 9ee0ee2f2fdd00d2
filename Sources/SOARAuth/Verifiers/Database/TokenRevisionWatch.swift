//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// Knows whether any token changed: at once for this process, within a bound for others.
///
/// There is no background task: the first request after the bound asks the store. Whoever comes while it asks goes on
/// with the last answer for at most the same time again, and asks for itself after that.
final class TokenRevisionWatch: Sendable {
    /// Two equal states mean that no token changed in between.
    struct State: Hashable {
        var ownChanges: UInt64
        var revision: Int64
    }

    private struct Knowledge {
        var revision: Int64?
        var checkedAt: ContinuousClock.Instant?
        var isAsking = false
    }

    private let store: any TokenStore
    private let maximumStaleness: Duration
    private let clock = ContinuousClock()
    private let knowledge = Mutex(Knowledge())

    init(_ store: any TokenStore, maximumStaleness: Duration) {
        self.store = store
        self.maximumStaleness = maximumStaleness
    }

    /// The state to look something up at.
    ///
    /// - Throws: ``AuthenticationFailure/unavailable(_:)`` where the store can't be asked.
    func current() async throws(AuthenticationFailure) -> State {
        let ownChanges = store.tokenChanges.current
        let known = knowledge.withLock { usableRevision(&$0) }
        if let known { return State(ownChanges: ownChanges, revision: known) }
        return State(ownChanges: ownChanges, revision: try await ask())
    }

    /// The revision, where it is young enough; otherwise the caller is the one who asks.
    private func usableRevision(_ knowledge: inout Knowledge) -> Int64? {
        guard let revision = knowledge.revision, let checkedAt = knowledge.checkedAt else {
            knowledge.isAsking = true
            return nil
        }
        let age = checkedAt.duration(to: clock.now)
        let bound = knowledge.isAsking ? maximumStaleness * 2 : maximumStaleness
        if age < bound { return revision }
        knowledge.isAsking = true
        return nil
    }

    private func ask() async throws(AuthenticationFailure) -> Int64 {
        // Taken before the question: the answer is at least as young as that.
        let askedAt = clock.now
        do {
            let revision = try await store.tokenRevision()
            knowledge.withLock { knowledge in
                knowledge.isAsking = false
                // A slower answer to an older question must not undo a newer one.
                guard knowledge.checkedAt.map({ $0 < askedAt }) ?? true else { return }
                knowledge.revision = revision
                knowledge.checkedAt = askedAt
            }
            return revision
        } catch {
            knowledge.withLock { $0.isAsking = false }
            throw .unavailable("token store: \(error.message)")
        }
    }
}
