//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import GRDBSQLite

/// Writes rows of the audit log from the very bytes that their hashes are computed from.
///
/// GRDB would box every value first; the one connection that writes is what all callers wait for.
struct AuditRowWriter {
    private struct Unexpected: Error {}

    private let database: Database
    private let statement: Statement

    init(_ database: Database) throws {
        self.database = database
        statement = try database.cachedStatement(sql: AuditRow.insertion)
    }

    /// Writes one row at a place of the chain.
    ///
    /// - Throws: `DatabaseError` where it can't be written.
    func write(_ insertion: AuditInsertion, at point: AuditChainPoint) throws {
        let handle = unsafe statement.sqliteStatement
        // What is bound is only read until the reset.
        defer {
            unsafe sqlite3_reset(handle)
            unsafe sqlite3_clear_bindings(handle)
        }
        try unsafe insertion.encoded.withUnsafeBytes { values in
            try unsafe point.hash.withUnsafeBytes { hash in
                var column = try unsafe bind(values, to: handle)
                column += 1
                try check(unsafe sqlite3_bind_int64(handle, column, point.id))
                column += 1
                try check(unsafe sqlite3_bind_blob64(handle, column, hash.baseAddress, UInt64(hash.count), nil))
                let code = unsafe sqlite3_step(handle)
                guard code == SQLITE_DONE else { throw failure(code) }
                try checkArrival(at: point.id)
            }
        }
    }

    /// A trigger that somebody planted can have SQLite leave a row out and say that all is well.
    private func checkArrival(at id: Int64) throws {
        let connection = unsafe database.sqliteConnection
        guard unsafe sqlite3_changes(connection) == 1, unsafe sqlite3_last_insert_rowid(connection) == id else {
            throw DatabaseError(resultCode: .SQLITE_ERROR, message: "an audit record was left out")
        }
    }

    /// Binds the values one after the other; the number of the last.
    private func bind(_ bytes: UnsafeRawBufferPointer, to handle: OpaquePointer) throws -> Int32 {
        var column: Int32 = 0
        var position = 0
        func integer() throws -> Int64 {
            guard position + 8 <= bytes.count else { throw Unexpected() }
            defer { position += 8 }
            return Int64(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: position, as: Int64.self))
        }
        while position < bytes.count {
            column += 1
            let tag = unsafe bytes[position]
            position += 1
            switch tag {
            case AuditEncoding.Tag.null: try check(unsafe sqlite3_bind_null(handle, column))
            case AuditEncoding.Tag.integer: try check(unsafe sqlite3_bind_int64(handle, column, try integer()))
            case AuditEncoding.Tag.text:
                let count = Int(try integer())
                guard count >= 0, position + count <= bytes.count else { throw Unexpected() }
                let text = unsafe bytes.baseAddress?.advanced(by: position).assumingMemoryBound(to: CChar.self)
                try check(
                    unsafe sqlite3_bind_text64(handle, column, text, UInt64(count), nil, UInt8(SQLITE_UTF8)))
                position += count
            default: throw Unexpected()
            }
        }
        return column
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw failure(code) }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = unsafe database.sqliteConnection.map { unsafe String(cString: sqlite3_errmsg($0)) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}
