//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data
import struct Foundation.Date

/// Reads the columns of a row one after the other, in the order of the query.
///
/// Unlike GRDB's subscripts it throws where a value isn't what it should be: a database that somebody has tampered
/// with must not end the process.
struct RowReader {
    /// A column holds what it must not hold.
    struct Unreadable: Error {}

    private let row: Row
    private var column = 0

    init(_ row: Row) { self.row = row }

    mutating func next<Value: DatabaseValueConvertible>(_ type: Value.Type = Value.self) throws -> Value {
        guard let value = try nextIfPresent(type) else { throw Unreadable() }
        return value
    }

    mutating func nextIfPresent<Value: DatabaseValueConvertible>(_ type: Value.Type = Value.self) throws -> Value? {
        guard column < row.count else { throw Unreadable() }
        defer { column += 1 }
        let stored: DatabaseValue = row[column]
        if stored.isNull { return nil }
        guard let value = Value.fromDatabaseValue(stored) else { throw Unreadable() }
        return value
    }

    mutating func nextDate() throws -> Date { Date(storedMilliseconds: try next()) }

    mutating func nextDateIfPresent() throws -> Date? {
        try nextIfPresent(Int64.self).map(Date.init(storedMilliseconds:))
    }

    /// One of the words of a closed set.
    mutating func nextCase<Value: RawRepresentable<String>>(_ type: Value.Type = Value.self) throws -> Value {
        guard let value = Value(rawValue: try next()) else { throw Unreadable() }
        return value
    }

    mutating func nextHash() throws -> APITokenHash {
        guard let hash = APITokenHash(bytes: Array(try next(Data.self))) else { throw Unreadable() }
        return hash
    }
}
