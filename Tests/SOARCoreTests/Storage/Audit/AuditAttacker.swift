//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB

@testable import SOARCore

/// Somebody who can write the database's file: takes the triggers away and changes what he likes.
struct AuditAttacker {
    let path: String

    func run(_ sql: String) throws {
        try access { database in try database.execute(sql: sql) }
    }

    /// Runs something on a connection of its own, without the triggers; they are there again afterwards.
    func access(_ body: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            let triggers = try Row.fetchAll(
                database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'audit%'")
            for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
            try body(database)
            for trigger in triggers { try database.execute(sql: trigger["sql"]) }
        }
        try queue.close()
    }

    /// Computes every hash from a record on anew, as one can who knows the format.
    func rehash(from id: Int64) throws {
        try access { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT id, \(AuditRow.columns) FROM audit_records WHERE id >= ? ORDER BY id",
                arguments: [id])
            var head = AuditChainPoint(
                id: id - 1,
                hash: try Data.fetchOne(
                    database, sql: "SELECT hash FROM audit_records WHERE id = ?", arguments: [id - 1]
                ).map(Array.init) ?? AuditChainPoint.start.hash)
            for row in rows {
                var reader = RowReader(row)
                head.id = try reader.next(Int64.self) - 1
                AuditInsertion(try AuditRow.record(&reader)).link(to: &head)
                try database.execute(
                    sql: "UPDATE audit_records SET hash = ? WHERE id = ?", arguments: [Data(head.hash), head.id])
            }
        }
    }
}
