//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import GRDB
import GRDBSQLite

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads rows of the audit log one after the other and computes their hashes, without a copy of each value.
///
/// GRDB would make a text of every column: checking millions of rows would take several times as long.
struct AuditRowScanner {
    /// One row, as far as the chain is concerned.
    struct Link {
        var id: Int64
        /// Whether the stored hash follows from the row and from the hash before it.
        var fits: Bool
    }

    private static let typicalLength = 1024

    private let database: Database
    private let statement: Statement
    /// What the next row's hash is computed from; begins with the hash before it.
    private var input: [UInt8] = []
    /// Where the values in it begin, and where the last ends.
    private var bounds: [Int] = []
    private var hashColumn: Int32

    /// Begins behind a record.
    ///
    /// - Parameters:
    ///   - database: The connection to read on; what is read belongs to one transaction.
    ///   - point: The record before the first that is read.
    ///   - limit: How many rows are read at most.
    /// - Throws: `DatabaseError` for a database that isn't built as expected.
    init(_ database: Database, after point: AuditChainPoint, limit: Int) throws {
        self.database = database
        statement = try database.makeStatement(
            sql: "SELECT id, \(AuditRow.columns), hash FROM audit_records WHERE id > ? ORDER BY id LIMIT ?")
        statement.setUncheckedArguments([point.id, limit])
        hashColumn = Int32(statement.columnCount) - 1
        previousHash = point.hash
        input.reserveCapacity(Self.typicalLength)
    }

    /// The hash of the row that was read last, as it is stored.
    private(set) var previousHash: [UInt8]

    /// Reads a row; nil behind the last.
    mutating func next() throws -> Link? {
        let handle = unsafe statement.sqliteStatement
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: break
        case SQLITE_DONE: return nil
        case let code:
            let message = unsafe database.sqliteConnection.map { unsafe String(cString: sqlite3_errmsg($0)) }
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
        let id = unsafe sqlite3_column_int64(handle, 0)
        input.removeAll(keepingCapacity: true)
        input += previousHash
        input.append(AuditEncoding.version)
        bounds.removeAll(keepingCapacity: true)
        for column in 0..<hashColumn {
            bounds.append(input.count)
            unsafe append(column, of: handle)
        }
        bounds.append(input.count)
        return Link(id: id, fits: unsafe compare(SHA256.hash(data: input), with: handle))
    }

    /// A value of the row that was read last, as the chain has it: 0 is the number, then come ``AuditRow/columns``.
    func bytes(of column: Int) -> ArraySlice<UInt8> { input[bounds[column]..<bounds[column + 1]] }

    private mutating func append(_ column: Int32, of handle: OpaquePointer) {
        switch unsafe sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: AuditEncoding.append(unsafe sqlite3_column_int64(handle, column), to: &input)
        case SQLITE_FLOAT:
            input.append(AuditEncoding.Tag.real)
            AuditEncoding.append(bigEndian: unsafe sqlite3_column_double(handle, column).bitPattern, to: &input)
        case SQLITE_TEXT: unsafe append(AuditEncoding.Tag.text, column, of: handle)
        case SQLITE_BLOB: unsafe append(AuditEncoding.Tag.blob, column, of: handle)
        default: input.append(AuditEncoding.Tag.null)
        }
    }

    private mutating func append(_ tag: UInt8, _ column: Int32, of handle: OpaquePointer) {
        // A text's bytes are taken as they are stored.
        let bytes = unsafe UnsafeRawBufferPointer(
            start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
        input.append(tag)
        AuditEncoding.append(bigEndian: UInt64(bytes.count), to: &input)
        unsafe input.append(contentsOf: bytes)
    }

    /// Compares with the stored hash, which the next row has to follow from, right or wrong.
    private mutating func compare(_ digest: SHA256.Digest, with handle: OpaquePointer) -> Bool {
        let stored = unsafe UnsafeRawBufferPointer(
            start: sqlite3_column_blob(handle, hashColumn), count: Int(sqlite3_column_bytes(handle, hashColumn)))
        previousHash.removeAll(keepingCapacity: true)
        unsafe previousHash.append(contentsOf: stored)
        return unsafe digest.withUnsafeBytes { digest in
            guard let left = digest.baseAddress, let right = stored.baseAddress else { return false }
            return unsafe digest.count == stored.count && memcmp(left, right, digest.count) == 0
        }
    }
}
