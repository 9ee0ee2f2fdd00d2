//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// What a database is built of: its tables, indexes and triggers, as SQLite has kept their SQL.
struct DatabaseSchema: Sendable {
    private struct Part: Hashable, Sendable {
        var type: String
        var name: String
    }

    private static let maximumNameLength = 100

    private let parts: [Part: String]

    /// What the migrations make.
    private static let expected = Result {
        let queue = try DatabaseQueue()
        return try queue.writeWithoutTransaction { database in
            try Migrations.apply(to: database)
            return try DatabaseSchema(database)
        }
    }

    /// Reads what a database is built of; SQLite's own tables are left out.
    private init(_ database: Database) throws {
        let sql = """
            SELECT type, name, sql FROM sqlite_schema
            WHERE sql IS NOT NULL AND (type = 'trigger' OR name NOT GLOB 'sqlite_*')
            """
        var parts: [Part: String] = [:]
        for row in try Row.fetchAll(database, sql: sql) {
            var row = RowReader(row)
            let part = Part(type: try row.next(), name: try row.next())
            parts[part] = try row.next()
        }
        self.parts = parts
    }

    /// What is not as the migrations make it, in the order of types and names.
    static func faults(in database: Database) throws -> [SchemaFault] {
        let (expected, found) = (try expected.get().parts, try DatabaseSchema(database).parts)
        var faults: [SchemaFault] = []
        func add(_ kind: SchemaFault.Kind, _ part: Part) {
            faults.append(SchemaFault(kind, type: part.type, name: part.name.bounded(to: maximumNameLength)))
        }
        for (part, sql) in expected where found[part] != sql { add(found[part] == nil ? .missing : .changed, part) }
        for part in found.keys where part.type == "trigger" && expected[part] == nil { add(.foreign, part) }
        return faults.sorted { ($0.type, $0.name) < ($1.type, $1.name) }
    }
}
