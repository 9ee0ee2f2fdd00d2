//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// The schema's history; SQLite's `user_version` says how far a file has come.
///
/// A released migration is never edited: a change of the schema is a new one at the end.
enum Migrations {
    /// What marks a file as ours: "SOAR" in ASCII, in the place where SQLite keeps it.
    static let applicationID: Int64 = 0x534F_4152

    /// The SQL of each step; step 1 is the first.
    static let all: [String] = [version1]

    /// The schema that this program knows.
    static var current: Int64 { Int64(all.count) }

    /// The ``DatabaseSchema/digest`` of what all steps together make: a start has not to make it to know it.
    static let currentDigest = "wvNQzhcglQrsGVxyaGeE+xImAMB17U3DFc1D02LwDTA="

    /// Brings a database to the current schema; several processes may do so at once.
    ///
    /// All missing steps are one transaction: where one of them fails, the file stays as it was.
    static func apply(_ all: [String] = all, to database: Database) throws {
        guard try version(of: database) < Int64(all.count) else { return }
        try database.inTransaction(.immediate) {
            // Asked again under the lock: another process may have been faster.
            let done = try version(of: database)
            for (number, sql) in zip(Int64(1)..., all) where number > done {
                try database.execute(sql: sql)
                try database.execute(sql: "PRAGMA user_version = \(number)")
            }
            return .commit
        }
    }

    /// Refuses what this program is too old for.
    static func checkAge(of database: Database, at path: String) throws {
        guard try version(of: database) <= current else {
            throw StoreError(
                .newer, "“\(path)” was made by a newer version of soar-mcp; use that version or a backup.")
        }
    }

    static func version(of database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    static func applicationID(of database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    }
}
