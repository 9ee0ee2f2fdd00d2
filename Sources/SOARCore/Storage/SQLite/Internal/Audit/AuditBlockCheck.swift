//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data

/// Holds what the records of each block have against what ``AuditBlocks`` keeps of it: queries look nowhere else.
struct AuditBlockCheck {
    /// The values of one field in a block.
    private struct Values {
        var field: AuditBlocks.Field
        /// Where the scanner has it.
        var column: Int
        /// That of the record before, nearly always the same.
        var last: [UInt8] = []
        var all: Set<[UInt8]> = []
    }

    private var fields = [
        Values(field: .tokenID, column: 4), Values(field: .tokenName, column: 5), Values(field: .tenant, column: 6),
        Values(field: .action, column: 7), Values(field: .outcome, column: 10),
    ]
    private static let timeColumn = 3
    private var hours: Set<Int64> = []
    private var lastHour: Int64?
    /// The records of the block so far.
    private var range: ClosedRange<Int64>?

    /// Takes note of the row that the scanner has read.
    ///
    /// - Returns: The records of the block before, where some of them can't be found by what they have.
    mutating func take(
        _ id: Int64, _ scanner: AuditRowScanner, _ database: Database
    ) throws -> ClosedRange<Int64>? {
        var hidden: ClosedRange<Int64>?
        if let range, AuditBlocks.block(of: range.upperBound) != AuditBlocks.block(of: id) {
            hidden = try finish(database)
        }
        range = (range?.lowerBound ?? id)...id
        for index in fields.indices {
            let value = scanner.bytes(of: fields[index].column)
            if fields[index].last.elementsEqual(value) { continue }
            fields[index].last = Array(value)
            fields[index].all.insert(fields[index].last)
        }
        if let time = AuditEncoding.integer(scanner.bytes(of: Self.timeColumn)) {
            let hour = AuditBlocks.hour(of: time)
            if hour != lastHour { hours.insert(hour) }
            lastHour = hour
        }
        return hidden
    }

    /// Looks up what was noted; the next record begins anew.
    mutating func finish(_ database: Database) throws -> ClosedRange<Int64>? {
        guard let range else { return nil }
        let block = AuditBlocks.block(of: range.upperBound)
        defer { self = AuditBlockCheck() }
        for hour in hours {
            guard try AuditBlocks.contains(.init(field: .hour, value: hour.databaseValue), block, database) else {
                return range
            }
        }
        for field in fields {
            for bytes in field.all {
                // What is NULL is looked for by nobody.
                guard let value = AuditEncoding.value(bytes[...]), !value.isNull else { continue }
                guard try AuditBlocks.contains(.init(field: field.field, value: value), block, database) else {
                    return range
                }
            }
        }
        return nil
    }
}
