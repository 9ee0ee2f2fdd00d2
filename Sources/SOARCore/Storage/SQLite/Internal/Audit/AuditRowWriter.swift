//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import GRDBSQLite

/// Writes rows of the audit log from the very bytes that their hashes are computed from.
///
/// GRDB would box every value first; the one connection that writes is what all callers wait for. Several rows are one
/// statement, for half of what SQLite does for a row it does for the statement.
struct AuditRowWriter {
    private struct Unexpected: Error {}

    /// Rows of a statement; what is left over is written one by one.
    private static let chunk = 8
    private static let one = AuditRow.insertion(of: 1)
    private static let several = AuditRow.insertion(of: chunk)

    private let database: Database
    /// Rows that wait for the next statement: their numbers, and their values, number and hash.
    private var rows: [(id: Int64, values: [UInt8])] = []

    init(_ database: Database) { self.database = database }

    /// Takes one row for a place of the chain.
    ///
    /// - Throws: `DatabaseError` where it, or one before it, can't be written.
    mutating func write(_ insertion: AuditInsertion, at point: AuditChainPoint) throws {
        var row = insertion.encoded
        AuditEncoding.append(point.id, to: &row)
        AuditEncoding.append(blob: point.hash, to: &row)
        rows.append((point.id, row))
        guard rows.count == Self.chunk else { return }
        try execute(Self.several, Array(rows.map(\.values).joined()))
        try checkArrival(of: Self.chunk, upTo: point.id)
        rows.removeAll(keepingCapacity: true)
    }

    /// Writes what was taken and isn't written yet.
    ///
    /// - Throws: `DatabaseError` where that can't be done.
    mutating func finish() throws {
        for row in rows {
            try execute(Self.one, row.values)
            try checkArrival(of: 1, upTo: row.id)
        }
        rows = []
    }

    /// A trigger that somebody planted can have SQLite leave a row out and say that all is well.
    private func checkArrival(of count: Int, upTo id: Int64) throws {
        let connection = unsafe database.sqliteConnection
        guard unsafe sqlite3_changes(connection) == count, unsafe sqlite3_last_insert_rowid(connection) == id else {
            throw DatabaseError(resultCode: .SQLITE_ERROR, message: "an audit record was left out")
        }
    }

    private func execute(_ sql: String, _ values: [UInt8]) throws {
        let handle = try unsafe database.cachedStatement(sql: sql).sqliteStatement
        // What is bound is only read until the reset.
        defer {
            unsafe sqlite3_reset(handle)
            unsafe sqlite3_clear_bindings(handle)
        }
        try unsafe values.withUnsafeBytes { values in
            try unsafe bind(values, to: handle)
            let code = unsafe sqlite3_step(handle)
            guard code == SQLITE_DONE else { throw failure(code) }
        }
    }

    /// Binds the values one after the other.
    private func bind(_ bytes: UnsafeRawBufferPointer, to handle: OpaquePointer) throws {
        var column: Int32 = 0
        var position = 0
        func integer() throws -> Int64 {
            guard position + 8 <= bytes.count else { throw Unexpected() }
            defer { position += 8 }
            return Int64(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: position, as: Int64.self))
        }
        func piece() throws -> UnsafeRawBufferPointer {
            let count = Int(try integer())
            guard count >= 0, position + count <= bytes.count else { throw Unexpected() }
            defer { position += count }
            return unsafe UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
        }
        while position < bytes.count {
            column += 1
            let tag = unsafe bytes[position]
            position += 1
            switch tag {
            case AuditEncoding.Tag.null: try check(unsafe sqlite3_bind_null(handle, column))
            case AuditEncoding.Tag.integer: try check(unsafe sqlite3_bind_int64(handle, column, try integer()))
            case AuditEncoding.Tag.text:
                let piece = try unsafe piece()
                let text = unsafe piece.baseAddress?.assumingMemoryBound(to: CChar.self)
                try check(
                    unsafe sqlite3_bind_text64(handle, column, text, UInt64(piece.count), nil, UInt8(SQLITE_UTF8)))
            case AuditEncoding.Tag.blob:
                let piece = try unsafe piece()
                try check(unsafe sqlite3_bind_blob64(handle, column, piece.baseAddress, UInt64(piece.count), nil))
            default: throw Unexpected()
            }
        }
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw failure(code) }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = unsafe database.sqliteConnection.map { unsafe String(cString: sqlite3_errmsg($0)) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}
