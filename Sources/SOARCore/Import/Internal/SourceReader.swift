//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// The connection that what is taken over goes to.
typealias TargetDatabase = Database

/// Reads the predecessor's tables; a fault of the source is told from one of the target.
struct SourceReader {
    let database: Database
    let path: String

    /// Runs something for each row of a table.
    func forEachRow(of table: PredecessorSchema.Table, _ body: (SourceRow) throws -> Void) throws {
        let rows = try reading { try Row.fetchCursor(database, sql: table.selection) }
        while let row = try reading({ try rows.next() }) { try body(SourceRow(row, table)) }
    }

    /// Runs a query, and words its failure.
    func reading<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw ImportError(source: error, path: path)
        }
    }
}

/// A row of the source; every value comes as text, or not at all.
struct SourceRow {
    private let row: Row
    private let table: PredecessorSchema.Table

    init(_ row: Row, _ table: PredecessorSchema.Table) {
        self.row = row
        self.table = table
    }

    /// The value as text; nil where there is none, and where it is binary or too long.
    func text(_ column: String) -> String? {
        guard let index = table.columns.firstIndex(of: column), index < row.count else { return nil }
        let stored: DatabaseValue = row[index]
        guard let text = String.fromDatabaseValue(stored),
            text.utf8.count <= 4 * PredecessorSchema.Table.maximumCharacters,
            text.unicodeScalars.count <= PredecessorSchema.Table.maximumCharacters
        else { return nil }
        return text
    }

    /// Whether there is anything in that column.
    func holds(_ column: String) -> Bool {
        guard let index = table.columns.firstIndex(of: column), index < row.count else { return false }
        return !(row[index] as DatabaseValue).isNull
    }

    func integer(_ column: String) -> Int64? { text(column).flatMap { Int64($0) } }

    /// Off where nothing is said, as the predecessor's queries had it.
    func flag(_ column: String) -> Bool { integer(column) == 1 }

    /// The row's number, for reports.
    var id: String { text("id") ?? "?" }
}

extension ImportError {
    /// Words what SQLite said of the source; nothing of its content is in it.
    init(source error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_NOTADB: self.init(.foreign, "“\(path)” is no SQLite database.")
        case .SQLITE_CORRUPT, .SQLITE_FORMAT, .SQLITE_ERROR, .SQLITE_SCHEMA:
            self.init(.damaged, "“\(path)” is damaged; restore it from a backup and try that.")
        default:
            self.init(.unavailable, "“\(path)” can't be read (SQLite error \(error.extendedResultCode.rawValue)).")
        }
    }
}
