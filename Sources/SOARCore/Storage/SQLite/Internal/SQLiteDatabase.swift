//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import Synchronization

/// An open database: one connection that writes, several that read.
final class SQLiteDatabase: Sendable {
    let file: DatabaseFile
    /// The file that was opened, whatever its path leads to later.
    let identity: DatabaseFile.Identity?
    /// The write-ahead log beside it, in which everything is that was committed last; there for as long as it is open.
    private let logIdentity: DatabaseFile.Identity?
    private let pool: DatabasePool
    private let patience: Duration
    private let maximumWaitingChanges: Int
    private let waitingChanges = Mutex(0)
    /// What a commit on the writing connection survives; opened with FULL.
    private let durability = Mutex(AuditDurability.fsync)
    private let trust = DiskTrust()
    private let lockPatience: LockPatience
    /// The version of the schema that was found to be as it should.
    private let soundSchema = Mutex<Int32?>(nil)

    init(file: DatabaseFile, configuration: SQLiteStore.Configuration) throws(StoreError) {
        self.file = file
        patience = configuration.busyTimeout
        lockPatience = LockPatience(configuration.busyTimeout)
        maximumWaitingChanges = configuration.maximumWaitingChanges
        do {
            pool = try Self.open(file.path, configuration, trust, lockPatience)
        } catch {
            throw StoreError(sqlite: error, path: file.path)
        }
        identity = file.identity
        logIdentity = file.logIdentity
    }

    /// How many changes wait for their turn.
    var waitingChangeCount: Int { waitingChanges.withLock(\.self) }

    func close() throws(StoreError) {
        do { try pool.close() } catch { throw StoreError(sqlite: error, path: file.path) }
    }

    /// From that instant on no access waits for a lock any more, also none that waits already.
    func endWaits(at instant: ContinuousClock.Instant) { lockPatience.end(at: instant) }

    /// Runs a read on a connection of its own; cancelling the task interrupts it.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do { return try await pool.read(body) } catch { throw StoreError(sqlite: error, path: file.path) }
    }

    /// Runs one transaction on the writing connection: returned is on disk, thrown did not happen.
    ///
    /// Cancelling the task changes neither.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let isAdmitted = waitingChanges.withLock { waiting in
            guard waiting < maximumWaitingChanges else { return false }
            waiting += 1
            return true
        }
        guard isAdmitted else {
            throw StoreError(.unavailable, "Too many changes wait for the database “\(file.path)”.")
        }
        defer { waitingChanges.withLock { $0 -= 1 } }

        let start = ContinuousClock.now
        // GRDB's async form would be interrupted with the task; a callback is not.
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            schedule { database in
                guard self.isInTime(start) else {
                    continuation.resume(returning: .failure(self.waitedTooLong))
                    return
                }
                continuation.resume(returning: self.transaction(on: database, body))
            }
        }
        return try result.get()
    }

    /// Refuses to go on with files that nobody finds under their names any more: what is written there is lost.
    func checkPlace() throws(StoreError) {
        guard file.identity == identity else {
            throw StoreError(.unavailable, "The database “\(file.path)” was replaced or removed.")
        }
        guard logIdentity == nil || file.logIdentity == logIdentity else {
            throw StoreError(.unavailable, "The write-ahead log of “\(file.path)” was replaced or removed.")
        }
    }

    /// Refuses to go on with a database that somebody has built on, or that a newer version has taken over.
    ///
    /// SQLite gives every change of the schema a number; where it is the same as before there is nothing to compare.
    func checkSchema(_ database: Database) throws {
        let version = try database.schemaVersion()
        guard soundSchema.withLock({ $0 != version }) else { return }
        try Migrations.checkAge(of: database, at: file.path)
        if let fault = try DatabaseSchema.faults(in: database).first {
            throw StoreError(
                .damaged,
                "The database “\(file.path)” is not built as this version builds it (\(fault.type) \(fault.name): "
                    + "\(fault.kind)). Run: soar-mcp audit verify")
        }
        soundSchema.withLock { $0 = version }
    }

    /// Copies the whole database as it is at one moment; writers go on meanwhile.
    func copy(to other: DatabaseQueue) throws { try pool.backup(to: other) }

    /// Runs a block on the writing connection, when those before it are done.
    func schedule(_ block: @escaping @Sendable (Database) -> Void) {
        pool.asyncWriteWithoutTransaction(block)
    }

    /// Runs one transaction on the writing connection, from a block that was scheduled.
    ///
    /// Only records of reads may have less than `fsync`; a transaction with more makes those before it durable too.
    func transaction<Value>(
        on database: Database, durability: AuditDurability = .fsync, _ body: (Database) throws -> Value
    ) -> Result<Value, StoreError> {
        do {
            try checkPlace()
            if trust.isMissing {
                try synchronize(database, .fsync)
                try trust.restore(database)
            }
            try synchronize(database, durability)
            return .success(
                try Self.inTransaction(on: database) { database in
                    try checkSchema(database)
                    return try body(database)
                })
        } catch {
            if let error = error as? DatabaseError { trust.note(error.extendedResultCode) }
            return .failure(StoreError(sqlite: error, path: file.path))
        }
    }

    /// GRDB's own form reads its SQL anew for every transaction.
    private static func inTransaction<Value>(
        on database: Database, _ body: (Database) throws -> Value
    ) throws -> Value {
        try database.cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
        do {
            let value = try body(database)
            try database.cachedStatement(sql: "COMMIT TRANSACTION").execute()
            return value
        } catch {
            // Why it is not committed is what the caller is told.
            try? database.rollback()
            throw error
        }
    }

    /// Makes the next commit wait for the disk, or not; nothing is written where that can't be done.
    private func synchronize(_ database: Database, _ durability: AuditDurability) throws {
        guard self.durability.withLock({ $0 != durability }) else { return }
        try database.execute(sql: "PRAGMA synchronous = \(durability == .fsync ? "FULL" : "NORMAL")")
        self.durability.withLock { $0 = durability }
    }

    /// Whether somebody who waits since then should still be served.
    ///
    /// Each of a long queue would wait for the same lock in turn; refusing the late ones keeps the wait bounded.
    func isInTime(_ start: ContinuousClock.Instant) -> Bool { ContinuousClock.now - start <= patience }

    var waitedTooLong: StoreError {
        StoreError(.unavailable, "The database “\(file.path)” could not be written in time.")
    }
}
