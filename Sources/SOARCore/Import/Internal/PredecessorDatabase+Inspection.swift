//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension PredecessorDatabase {
    /// - Throws: ``ImportError/Code/foreign`` for another program's database, ``ImportError/Code/damaged``.
    static func inspect(_ source: SourceReader) throws {
        let database = source.database
        let path = source.path
        try source.reading {
            guard try Migrations.applicationID(of: database) != Migrations.applicationID else {
                throw ImportError(.foreign, "“\(path)” is a database of soar-mcp itself; there is nothing to import.")
            }
            for table in PredecessorSchema.all {
                let kind = try String.fetchOne(
                    database, sql: "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?",
                    arguments: [table.name])
                guard let kind, !kind.uppercased().hasPrefix("CREATE VIRTUAL") else {
                    throw ImportError(
                        .foreign, "“\(path)” is no database of SOAR MCP Server: it has no table \(table.name).")
                }
                let columns = try String.fetchSet(
                    database, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table.name])
                if let missing = table.columns.first(where: { !columns.contains($0) }) {
                    throw ImportError(
                        .foreign,
                        "“\(path)” is no database of SOAR MCP Server: its table \(table.name) has no column \(missing)."
                    )
                }
            }
            guard try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") == "ok" else {
                throw ImportError(.damaged, "“\(path)” is damaged; restore it from a backup and try that.")
            }
        }
    }
}
