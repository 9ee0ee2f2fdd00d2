//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import Synchronization

/// Writes audit records, as many as are waiting in one transaction: one sync of the disk serves all of them.
///
/// The commits run on the writing connection's own queue, so no caller serves others, the cancellation of a caller
/// reaches no commit, and between two commits other changes get their turn.
final class AuditCommitter: Sendable {
    private struct Waiting: Sendable {
        /// The record; nil for somebody who only waits for what came before.
        var insertion: AuditInsertion?
        var durability = AuditDurability.fsync
        var since: ContinuousClock.Instant
        /// Resumed with the reason where the record was not written; nil where nobody waits for that.
        var continuation: CheckedContinuation<StoreError?, Never>?
    }

    private let database: SQLiteDatabase
    private let queue: Mutex<CommitQueue<Waiting>>
    private let maximumUnattended: Int
    /// How many times as long records are gathered that nobody waits for.
    private static let unattendedPatience = 5.0

    private let gatheringTime: Duration
    private let committed: @Sendable (SQLiteStore.AuditCommit) -> Void
    private let lastBatch = Atomic<Int>(0)
    private let unattended = Atomic<Int>(0)
    /// Records that nobody waits for and that could not be written yet; they go with the next commit.
    private let retained = Mutex<[AuditInsertion]>([])
    private let isFailing = Atomic<Bool>(false)
    private let tail = KeptAuditTail()
    private let transactions = Atomic<Int>(0)

    /// How many transactions were committed so far.
    var commitCount: Int { transactions.load(ordering: .relaxed) }

    /// How many records wait for a commit.
    var waitingCount: Int { queue.withLock { $0.count } }

    init(database: SQLiteDatabase, configuration: SQLiteStore.Configuration) {
        self.database = database
        maximumUnattended = configuration.maximumWaitingRecords / 2
        gatheringTime = configuration.gatheringTime
        committed = configuration.auditCommitted
        queue = Mutex(
            CommitQueue(
                maximumWaiting: configuration.maximumWaitingRecords,
                maximumBatch: configuration.maximumRecordsPerCommit))
    }

    func append(_ record: AuditRecord, durability: AuditDurability) async throws(StoreError) {
        if let fault = await wait(for: AuditInsertion(record), durability) { throw fault }
    }

    /// Takes a record that nobody waits for, unless so many wait already, or the last could not be written.
    func enqueue(_ record: AuditRecord) async throws(StoreError) {
        guard !isFailing.load(ordering: .relaxed), unattended.load(ordering: .relaxed) < maximumUnattended else {
            return try await append(record, durability: .fsync)
        }
        unattended.add(1, ordering: .relaxed)
        guard admit(Waiting(insertion: AuditInsertion(record), since: .now, continuation: nil)) else {
            unattended.subtract(1, ordering: .relaxed)
            throw tooMany
        }
    }

    /// Waits until all that nobody waits for is written.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be; it is kept for the next try.
    func flush() async throws(StoreError) {
        guard unattended.load(ordering: .relaxed) > 0 else { return }
        if let fault = await wait(for: nil, .fsync) { throw fault }
    }

    private func wait(for insertion: AuditInsertion?, _ durability: AuditDurability) async -> StoreError? {
        let since = ContinuousClock.now
        return await withCheckedContinuation { continuation in
            let waiting = Waiting(
                insertion: insertion, durability: durability, since: since, continuation: continuation)
            if !admit(waiting) {
                continuation.resume(returning: tooMany)
            }
        }
    }

    /// Puts somebody in the queue; false where it is full.
    private func admit(_ waiting: Waiting) -> Bool {
        switch queue.withLock({ $0.admit(waiting) }) {
        case .start:
            scheduleCommit()
            return true
        case .wait: return true
        case .refuse: return false
        }
    }

    private func scheduleCommit() {
        database.schedule { connection in
            self.commit(on: connection)
            if self.queue.withLock({ $0.finish() }) { self.scheduleCommit() }
        }
    }

    private func commit(on connection: Database) {
        // Where several came at once the last time, a moment's wait lets more of them share one commit.
        // Where nobody waits there is time for some more.
        if lastBatch.load(ordering: .relaxed) > 1 {
            let isUnattended = unattended.load(ordering: .relaxed) >= waitingCount
            Thread.sleep(forTimeInterval: gatheringTime / .seconds(1) * (isUnattended ? Self.unattendedPatience : 1))
        }
        var attended: [Waiting] = []
        var alone = retained.withLock { retained in
            defer { retained = [] }
            return retained
        }
        for waiting in queue.withLock({ $0.takeBatch() }) {
            if waiting.continuation == nil, let insertion = waiting.insertion {
                alone.append(insertion)
            } else if waiting.insertion == nil || database.isInTime(waiting.since) {
                attended.append(waiting)
            } else {
                waiting.continuation?.resume(returning: database.waitedTooLong)
            }
        }
        lastBatch.store(attended.count + alone.count, ordering: .relaxed)
        let records = alone + attended.compactMap(\.insertion)
        // Whoever only waits for what came before wants that on disk.
        let isForReads = alone.isEmpty && attended.allSatisfy { $0.durability == .commit }
        let fault = records.isEmpty ? nil : write(records, isForReads ? .commit : .fsync, on: connection)
        settle(alone, fault)
        for waiting in attended { waiting.continuation?.resume(returning: fault) }
        if let fault { refuseTheRest(fault) }
    }

    /// Whoever came while a commit failed has waited as long as it tried: one more try each would double that.
    private func refuseTheRest(_ fault: StoreError) {
        while case let rest = queue.withLock({ $0.takeBatch() }), !rest.isEmpty {
            settle(rest.filter { $0.continuation == nil }.compactMap(\.insertion), fault)
            for waiting in rest { waiting.continuation?.resume(returning: fault) }
        }
    }

    /// Writes records as one transaction; the reason where that can't be done.
    private func write(
        _ records: [AuditInsertion], _ durability: AuditDurability, on connection: Database
    ) -> StoreError? {
        let begun = ContinuousClock.now
        let result = database.transaction(on: connection, durability: durability) { connection in
            var tail = try tail.take(in: connection)
            try tail.append(records, in: connection)
            return tail
        }
        let duration = begun.duration(to: .now)
        if case .success = result {
            committed(.init(records: records.count, duration: duration, succeeded: true))
        } else {
            committed(.init(records: records.count, duration: duration, succeeded: false))
        }
        switch result {
        case .success(let written):
            tail.keep(written, of: connection)
            transactions.add(1, ordering: .relaxed)
            isFailing.store(false, ordering: .relaxed)
            return nil
        case .failure(let fault):
            isFailing.store(true, ordering: .relaxed)
            // Whatever the reason: the audit can't be written, so nothing may happen.
            return StoreError(.unavailable, fault.message, cause: fault.cause)
        }
    }

    /// Forgets records that were written, and keeps those that were not; new ones that nobody waits for are not taken
    /// in meanwhile, so there are never more than the limit.
    private func settle(_ alone: [AuditInsertion], _ fault: StoreError?) {
        if fault == nil {
            unattended.subtract(alone.count, ordering: .relaxed)
        } else {
            retained.withLock { $0 += alone }
        }
    }

    private var tooMany: StoreError {
        StoreError(.unavailable, "Too many audit records wait for the database “\(database.file.path)”.")
    }
}
