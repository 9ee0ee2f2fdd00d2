//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Knows whether something in a store changed: at once for this process, within a bound for others.
///
/// There is no background task: whoever comes after the bound asks the store, and what it says is good for all who
/// come until the bound again.
package final class RevisionWatch: Sendable {
    /// Two equal states mean that nothing changed in between.
    ///
    /// Take one *before* you look something up and keep it beside the answer: a change in between makes the answer
    /// stale, never wrong.
    package struct State: Hashable, Sendable {
        private var ownChanges: UInt64
        private var revision: Int64

        fileprivate init(ownChanges: UInt64, revision: Int64) {
            self.ownChanges = ownChanges
            self.revision = revision
        }
    }

    private struct Knowledge {
        var revision: Int64?
        var checkedAt: ContinuousClock.Instant?
    }

    private let changes: ChangeCounter
    private let maximumStaleness: Duration
    private let revision: @Sendable () async throws(StoreError) -> Int64
    private let clock = ContinuousClock()
    private let knowledge = Mutex(Knowledge())

    /// Makes a watch.
    ///
    /// - Parameters:
    ///   - changes: Counts what this process changed.
    ///   - maximumStaleness: How old the knowledge about other processes may be before the store is asked.
    ///   - revision: Asks the store for a number that grows with every change by any process.
    package init(
        changes: ChangeCounter, maximumStaleness: Duration,
        revision: @escaping @Sendable () async throws(StoreError) -> Int64
    ) {
        self.changes = changes
        self.maximumStaleness = maximumStaleness
        self.revision = revision
    }

    /// The state to look something up at.
    ///
    /// - Throws: ``StoreError`` where the store can't be asked: then nothing that is remembered may be believed.
    package func current() async throws(StoreError) -> State {
        if let known = known() { return known }
        let ownChanges = changes.current
        return State(ownChanges: ownChanges, revision: try await ask())
    }

    /// The state to look something up at; nil where the store would have to be asked for it.
    package func known() -> State? {
        let ownChanges = changes.current
        return knowledge.withLock { usableRevision($0) }.map { State(ownChanges: ownChanges, revision: $0) }
    }

    /// The revision, where it is young enough.
    private func usableRevision(_ knowledge: Knowledge) -> Int64? {
        guard let revision = knowledge.revision, let checkedAt = knowledge.checkedAt else { return nil }
        return checkedAt.duration(to: clock.now) < maximumStaleness ? revision : nil
    }

    private func ask() async throws(StoreError) -> Int64 {
        // Taken before the question: the answer is at least as young as that.
        let askedAt = clock.now
        let revision = try await revision()
        knowledge.withLock { knowledge in
            // A slower answer to an older question must not undo a newer one.
            guard knowledge.checkedAt.map({ $0 < askedAt }) ?? true else { return }
            knowledge.revision = revision
            knowledge.checkedAt = askedAt
        }
        return revision
    }
}
