//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// Makes a copy of a database at a path where nobody else looks.
enum DatabaseCopy {
    /// Fills an empty file and checks every page of it.
    ///
    /// - Throws: ``StoreError/Code/damaged`` where the copy is not sound.
    static func fill(_ path: String, _ copy: (DatabaseQueue) throws -> Void) throws(StoreError) {
        do {
            let queue = try DatabaseQueue(path: path)
            try copy(queue)
            try queue.writeWithoutTransaction { database in
                guard try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") == "ok" else {
                    throw StoreError(.damaged, "The database to be copied is damaged: the copy is not sound.")
                }
                // Whoever looks into the copy then leaves nothing beside it; a store that opens it turns that back.
                try database.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try queue.close()
        } catch {
            throw StoreError(sqlite: error, path: path)
        }
    }
}
