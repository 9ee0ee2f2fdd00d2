//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import GRDBSQLite
import Synchronization

/// What is known of the end of the audit log: the place behind which the next record goes, and what is noted of its block.
struct AuditTail: Sendable {
    private var head: AuditChainPoint
    private var noted = AuditBlocks.Noted()

    /// Reads it; for a transaction that holds the write lock already.
    init(of database: Database) throws {
        head = try AuditRow.head(of: database)
    }

    /// Appends records to the chain, in that order, in the same transaction.
    mutating func append(_ insertions: [AuditInsertion], in database: Database) throws {
        let first = head.id + 1
        var writer = AuditRowWriter(database)
        for insertion in insertions {
            insertion.link(to: &head)
            try writer.write(insertion, at: head)
        }
        try writer.finish()
        try noted.note(insertions, from: first, in: database)
    }
}

/// Keeps the end of the audit log from one commit to the next, as long as nothing else is written.
///
/// Who else has written, in this process or another, shows in the data version of SQLite's cache: to ask for it is no
/// statement, and it is true in a transaction that holds the write lock.
final class KeptAuditTail: Sendable {
    private let kept = Mutex<(tail: AuditTail, version: UInt32)?>(nil)

    init() {}

    /// The end of the log, kept or read; for a transaction that holds the write lock already.
    ///
    /// What was kept is forgotten with that, until it is said that the transaction went well.
    func take(in database: Database) throws -> AuditTail {
        let version = Self.version(of: database)
        let known = kept.withLock { kept in
            defer { kept = nil }
            return kept
        }
        if let known, known.version == version { return known.tail }
        return try AuditTail(of: database)
    }

    /// Keeps the end of the log as a transaction on this connection left it that has just been committed.
    func keep(_ tail: AuditTail, of database: Database) {
        guard let version = Self.version(of: database) else { return }
        kept.withLock { $0 = (tail, version) }
    }

    private static func version(of database: Database) -> UInt32? {
        var version: UInt32 = 0
        let code = unsafe sqlite3_file_control(
            database.sqliteConnection, "main", SQLITE_FCNTL_DATA_VERSION, &version)
        return code == SQLITE_OK ? version : nil
    }
}
