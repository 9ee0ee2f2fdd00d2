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
        var arguments: StatementArguments?
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
    private let lastBatch = Atomic<Int>(0)
    private let unattended = Atomic<Int>(0)
    private let isFailing = Atomic<Bool>(false)
    private let transactions = Atomic<Int>(0)

    /// How many transactions were committed so far.
    var commitCount: Int { transactions.load(ordering: .relaxed) }

    /// How many records wait for a commit.
    var waitingCount: Int { queue.withLock { $0.count } }

    init(database: SQLiteDatabase, configuration: SQLiteStore.Configuration) {
        self.database = database
        maximumUnattended = configuration.maximumWaitingRecords / 2
        gatheringTime = configuration.gatheringTime
        queue = Mutex(
            CommitQueue(
                maximumWaiting: configuration.maximumWaitingRecords,
                maximumBatch: configuration.maximumRecordsPerCommit))
    }

    func append(_ record: AuditRecord) async throws(StoreError) {
        if let fault = await wait(for: AuditRow.arguments(record)) { throw fault }
    }

    /// Takes a record that nobody waits for, unless so many wait already, or the last could not be written.
    func enqueue(_ record: AuditRecord) async throws(StoreError) {
        guard !isFailing.load(ordering: .relaxed), unattended.load(ordering: .relaxed) < maximumUnattended else {
            return try await append(record)
        }
        unattended.add(1, ordering: .relaxed)
        admit(Waiting(arguments: AuditRow.arguments(record), since: .now, continuation: nil))
    }

    /// Waits until all that nobody waits for is written, or can't be.
    func flush() async {
        if unattended.load(ordering: .relaxed) > 0 { _ = await wait(for: nil) }
    }

    private func wait(for arguments: StatementArguments?) async -> StoreError? {
        let since = ContinuousClock.now
        return await withCheckedContinuation { continuation in
            admit(Waiting(arguments: arguments, since: since, continuation: continuation))
        }
    }

    private func admit(_ waiting: Waiting) {
        switch queue.withLock({ $0.admit(waiting) }) {
        case .start: scheduleCommit()
        case .wait: break
        case .refuse: settle(waiting, tooMany)
        }
    }

    private func scheduleCommit() {
        database.schedule { connection in
            self.commit(on: connection)
            if self.queue.withLock({ $0.finish() }) { self.scheduleCommit() }
        }
    }

    private func commit(on connection: Database) {
        // Where several came at once the last time, a moment's wait lets more of them share one sync of the disk.
        // Where nobody waits there is time for some more.
        if lastBatch.load(ordering: .relaxed) > 1 {
            let isUnattended = unattended.load(ordering: .relaxed) >= waitingCount
            Thread.sleep(forTimeInterval: gatheringTime / .seconds(1) * (isUnattended ? Self.unattendedPatience : 1))
        }
        var batch: [Waiting] = []
        for waiting in queue.withLock({ $0.takeBatch() }) {
            if database.isInTime(waiting.since) {
                batch.append(waiting)
            } else {
                settle(waiting, database.waitedTooLong)
            }
        }
        lastBatch.store(batch.count, ordering: .relaxed)
        let records = batch.compactMap(\.arguments)
        let fault = records.isEmpty ? nil : write(records, on: connection)
        for waiting in batch { settle(waiting, fault) }
    }

    /// Writes records as one transaction; the reason where that can't be done.
    private func write(_ records: [StatementArguments], on connection: Database) -> StoreError? {
        let result = database.transaction(on: connection) { connection in
            let statement = try connection.cachedStatement(sql: AuditRow.insertion)
            for arguments in records { try statement.execute(arguments: arguments) }
        }
        switch result {
        case .success:
            transactions.add(1, ordering: .relaxed)
            isFailing.store(false, ordering: .relaxed)
            return nil
        case .failure(let fault):
            // Whatever the reason: the audit can't be written, so nothing may happen.
            return StoreError(.unavailable, fault.message, cause: fault.cause)
        }
    }

    private func settle(_ waiting: Waiting, _ fault: StoreError?) {
        if fault != nil { isFailing.store(true, ordering: .relaxed) }
        if let continuation = waiting.continuation {
            continuation.resume(returning: fault)
        } else {
            unattended.subtract(1, ordering: .relaxed)
        }
    }

    private var tooMany: StoreError {
        StoreError(.unavailable, "Too many audit records wait for the database “\(database.file.path)”.")
    }
}
