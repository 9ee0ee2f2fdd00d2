//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// Keeps everything in one SQLite file.
///
/// What it acknowledges survives a crash and a power cut (write-ahead log, synchronised with every commit). Several
/// stores, also of several processes, may have the same file open; ``tokenRevision()`` tells each of them when
/// another one changed a token. The file and those beside it (`-wal`, `-shm`) belong to their owner alone; a file that
/// others can read is refused, and so is one that is damaged, that isn't ours or that a newer version has written.
/// Such a file is never changed.
///
/// An access that meets another process's lock waits for ``Configuration/busyTimeout`` and then throws
/// ``StoreError/Code/unavailable``. Cancelling a task interrupts its reads but never a change: that happens or not,
/// and the caller is told which. Error messages never quote a stored value.
public final class SQLiteStore: SOARStore {
    public let tokenChanges = ChangeCounter()
    public let tenantChanges = ChangeCounter()
    public let catalogChanges = ChangeCounter()

    let database: SQLiteDatabase
    let committer: AuditCommitter

    /// Opens the database at that path, or makes one.
    ///
    /// - Throws: ``StoreError``, see ``init(_:)``.
    public convenience init(path: String) throws(StoreError) {
        try self.init(Configuration(path: path))
    }

    /// Opens the database; blocks while it reads and writes the disk.
    ///
    /// - Throws: ``StoreError/Code/invalid`` for a path that can't be a database or a file that others can read,
    ///   ``StoreError/Code/foreign``, ``StoreError/Code/newer`` and ``StoreError/Code/damaged`` for a file that can't
    ///   be used, ``StoreError/Code/unavailable`` for one that can't be used now; the message names the path.
    public init(_ configuration: Configuration) throws(StoreError) {
        let file = try DatabaseFile(configuration.path)
        if try !file.check() {
            guard configuration.opening == .createIfMissing else {
                throw StoreError(.invalid, "There is no database at “\(file.path)”.")
            }
            try file.create { path throws(StoreError) in try SQLiteDatabase.create(at: path, configuration) }
            _ = try file.check()
        }
        try DatabaseInspection(file: file, configuration: configuration).run()
        database = try SQLiteDatabase(file: file, configuration: configuration)
        committer = AuditCommitter(database: database, configuration: configuration)
    }

    /// Closes the file; whoever asks afterwards gets ``StoreError/Code/unavailable``.
    ///
    /// A store that nobody refers to any more closes by itself.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where it is still in use.
    public func close() throws(StoreError) { try database.close() }

    /// From that instant on no access waits for another process's lock: it is done at once or refused.
    ///
    /// For the end of a program, which must not take longer than somebody waits for it. Who waits by then is refused
    /// too.
    public func endWaits(at instant: ContinuousClock.Instant) { database.endWaits(at: instant) }

    public func checkHealth() async throws(StoreError) {
        try database.checkPlace()
        _ = try await database.read { [self] database in
            try self.database.checkSchema(database)
            return try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT value FROM revisions WHERE name = 'tokens'"))
        }
    }
}
