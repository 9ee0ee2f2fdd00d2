//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension SQLiteDatabase {
    /// How far the write-ahead log may stay grown after a checkpoint.
    private static let maximumIdleLogBytes = 64 * 1024 * 1024

    /// How much of the file each connection keeps in memory of its own; the system's cache holds the rest.
    private static let cacheKilobytes = 256

    /// What `PRAGMA synchronous` says for FULL.
    private static let full: Int64 = 2

    static func open(
        _ path: String, _ configuration: SQLiteStore.Configuration, _ trust: DiskTrust, _ patience: LockPatience
    ) throws -> DatabasePool {
        var connection = connection(configuration)
        connection.prepareDatabase { database in
            trust.watch(database)
            patience.watch(database)
        }
        let pool = try DatabasePool(path: path, configuration: connection)
        try pool.writeWithoutTransaction { database in
            // GRDB sets NORMAL after everything that a configuration can say, and with NORMAL a power cut takes
            // acknowledged changes away.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            guard try Int64.fetchOne(database, sql: "PRAGMA synchronous") == full else {
                throw StoreError(.unavailable, "The database “\(path)” can't be made to survive a power cut.")
            }
            try database.execute(sql: "PRAGMA journal_size_limit = \(maximumIdleLogBytes)")
            try Migrations.apply(to: database)
        }
        return pool
    }

    /// Makes a new database of the current schema at a path where nobody else looks.
    static func create(at path: String, _ configuration: SQLiteStore.Configuration) throws(StoreError) {
        do {
            let queue = try DatabaseQueue(path: path, configuration: connection(configuration))
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA application_id = \(Migrations.applicationID)")
                try Migrations.apply(to: database)
                // Here already, so that the finished file never needs a rollback journal.
                try database.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try queue.close()
        } catch {
            throw StoreError(sqlite: error, path: path)
        }
    }

    static func connection(_ configuration: SQLiteStore.Configuration) -> GRDB.Configuration {
        let timeout = configuration.busyTimeout.seconds
        var connection = GRDB.Configuration()
        connection.label = "soar-mcp"
        connection.foreignKeysEnabled = true
        connection.busyMode = .timeout(timeout)
        connection.maximumReaderCount = max(1, configuration.readers)
        connection.prepareDatabase { database in
            // For readers too, for which GRDB has a longer one of its own.
            try database.execute(sql: "PRAGMA busy_timeout = \(Int64((timeout * 1000).rounded(.up)))")
            // Deleted values are overwritten with zeros.
            try database.execute(sql: "PRAGMA secure_delete = ON")
            // What a statement may have to undo stays out of files in /var/tmp.
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA cache_size = -\(cacheKilobytes)")
            // A prepared schema can't call functions with side effects, and a broken page is noticed when it is read.
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
        }
        return connection
    }
}
