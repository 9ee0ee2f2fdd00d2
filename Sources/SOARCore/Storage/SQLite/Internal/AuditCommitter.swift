//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import Synchronization

/// Writes audit records, as many as are waiting in one transaction: one sync of the disk serves all of them.
///
/// The commits run on the writing connection's own queue, so no caller serves others, the cancellation of a caller
/// reaches no commit, and between two commits other changes get their turn.
final class AuditCommitter: Sendable {
    private struct Waiting: Sendable {
        var arguments: StatementArguments
        var since: ContinuousClock.Instant
        /// Resumed with the reason where the record was not written.
        var continuation: CheckedContinuation<StoreError?, Never>
    }

    private let database: SQLiteDatabase
    private let queue: Mutex<CommitQueue<Waiting>>
    private let transactions = Atomic<Int>(0)

    /// How many transactions were committed so far.
    var commitCount: Int { transactions.load(ordering: .relaxed) }

    /// How many records wait for a commit.
    var waitingCount: Int { queue.withLock { $0.count } }

    init(database: SQLiteDatabase, configuration: SQLiteStore.Configuration) {
        self.database = database
        queue = Mutex(
            CommitQueue(
                maximumWaiting: configuration.maximumWaitingRecords,
                maximumBatch: configuration.maximumRecordsPerCommit))
    }

    func append(_ record: AuditRecord) async throws(StoreError) {
        let arguments = AuditRow.arguments(record)
        let since = ContinuousClock.now
        let fault = await withCheckedContinuation { continuation in
            let waiting = Waiting(arguments: arguments, since: since, continuation: continuation)
            switch queue.withLock({ $0.admit(waiting) }) {
            case .start: scheduleCommit()
            case .wait: break
            case .refuse: continuation.resume(returning: tooMany)
            }
        }
        if let fault { throw fault }
    }

    private func scheduleCommit() {
        database.schedule { connection in
            self.commit(on: connection)
            if self.queue.withLock({ $0.finish() }) { self.scheduleCommit() }
        }
    }

    private func commit(on connection: Database) {
        var batch: [Waiting] = []
        for waiting in queue.withLock({ $0.takeBatch() }) {
            if database.isInTime(waiting.since) {
                batch.append(waiting)
            } else {
                waiting.continuation.resume(returning: database.waitedTooLong)
            }
        }
        guard !batch.isEmpty else { return }
        let result = database.transaction(on: connection) { connection in
            let statement = try connection.cachedStatement(sql: AuditRow.insertion)
            for waiting in batch { try statement.execute(arguments: waiting.arguments) }
        }
        switch result {
        case .success:
            transactions.add(1, ordering: .relaxed)
            for waiting in batch { waiting.continuation.resume(returning: nil) }
        case .failure(let fault):
            // Whatever the reason: the audit can't be written, so nothing may happen.
            let unavailable = StoreError(.unavailable, fault.message, cause: fault.cause)
            for waiting in batch { waiting.continuation.resume(returning: unavailable) }
        }
    }

    private var tooMany: StoreError {
        StoreError(.unavailable, "Too many audit records wait for the database “\(database.file.path)”.")
    }
}
