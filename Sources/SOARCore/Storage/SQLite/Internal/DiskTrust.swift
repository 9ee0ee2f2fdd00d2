//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import GRDBSQLite
import Synchronization

/// Whether the disk has what it was told to keep.
///
/// When a synchronisation fails, the kernel may drop what it could not write and take the pages for clean; the next
/// synchronisation then succeeds without them. Records of reads that were only committed would be missing in the
/// write-ahead log, and everything behind such a hole is lost with the power, however well it was synchronised. So
/// after a failure nothing is written before all that the log holds is in the database and a new log begins.
final class DiskTrust: Sendable {
    /// How many pages the write-ahead log may have before it is copied into the database; as SQLite does by itself.
    private static let maximumLogPages: Int32 = 1000

    private let isLost = Atomic<Bool>(false)

    init() {}

    /// Takes the copying of the log over from SQLite, which would not tell anybody that it failed.
    ///
    /// The connection must not outlive this object.
    func watch(_ database: Database) {
        unsafe sqlite3_wal_hook(
            database.sqliteConnection,
            { context, connection, name, pages in
                guard pages >= DiskTrust.maximumLogPages, let context = unsafe context else { return SQLITE_OK }
                let code = unsafe sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
                unsafe Unmanaged<DiskTrust>.fromOpaque(context).takeUnretainedValue().note(ResultCode(rawValue: code))
                // What was committed stays so.
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Takes note of what an access to the database ended with.
    func note(_ code: ResultCode) {
        if code == .SQLITE_IOERR_FSYNC { isLost.store(true, ordering: .relaxed) }
    }

    /// Begins a new log where the old one can't be relied on; for the connection that writes, synchronised in full.
    ///
    /// - Throws: `DatabaseError` where that can't be done yet.
    func restore(_ database: Database) throws {
        guard isLost.load(ordering: .relaxed) else { return }
        _ = try database.checkpoint(.truncate)
        isLost.store(false, ordering: .relaxed)
    }

    /// Whether a synchronisation has failed and nothing was restored since.
    var isMissing: Bool { isLost.load(ordering: .relaxed) }
}
