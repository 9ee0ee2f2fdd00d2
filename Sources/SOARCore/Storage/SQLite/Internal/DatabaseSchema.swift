//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import GRDB

import struct Foundation.Data

/// What a database is built of: its tables, indexes and triggers, as SQLite has kept their SQL.
struct DatabaseSchema: Sendable {
    private struct Part: Hashable, Sendable {
        var type: String
        var name: String
    }

    private static let maximumNameLength = 100

    private let parts: [Part: String]

    /// What the migrations make; made only where it is not known by its ``digest``.
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

    /// Stands for all of it: SHA-256 of the SQL of all parts in the order of their types and names, in base64.
    var digest: String {
        var hash = SHA256()
        for (part, sql) in parts.sorted(by: { ($0.key.type, $0.key.name) < ($1.key.type, $1.key.name) }) {
            for text in [part.type, part.name, sql] { hash.update(data: Array(text.utf8) + [0]) }
        }
        return Data(hash.finalize()).base64EncodedString()
    }

    /// What the migrations make stands for.
    static func expectedDigest() throws -> String { try expected.get().digest }

    /// What is not as the migrations make it, in the order of types and names.
    static func faults(in database: Database) throws -> [SchemaFault] {
        let schema = try DatabaseSchema(database)
        guard schema.digest != Migrations.currentDigest else { return [] }
        let (expected, found) = (try expected.get().parts, schema.parts)
        var faults: [SchemaFault] = []
        func add(_ kind: SchemaFault.Kind, _ part: Part) {
            faults.append(SchemaFault(kind, type: part.type, name: part.name.bounded(to: maximumNameLength)))
        }
        for (part, sql) in expected where found[part] != sql { add(found[part] == nil ? .missing : .changed, part) }
        for part in found.keys where part.type == "trigger" && expected[part] == nil { add(.foreign, part) }
        return faults.sorted { ($0.type, $0.name) < ($1.type, $1.name) }
    }
}
