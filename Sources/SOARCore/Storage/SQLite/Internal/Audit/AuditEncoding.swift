//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// The bytes of a row that go into the chain, so that no two rows have the same: each value with its type and length.
///
/// The format is written down in `Docs/audit.md`; what was written once must be readable for ever.
enum AuditEncoding {
    /// The first byte of every row: the format, and with it the columns and their order.
    static let version: UInt8 = 1

    /// What a value begins with.
    enum Tag {
        static let null: UInt8 = 0
        static let integer: UInt8 = 1
        static let text: UInt8 = 2
        static let blob: UInt8 = 3
        static let real: UInt8 = 4
    }

    static func append(_ value: DatabaseValue, to bytes: inout [UInt8]) {
        switch value.storage {
        case .null: bytes.append(Tag.null)
        case .int64(let integer): append(integer, to: &bytes)
        case .double(let real):
            bytes.append(Tag.real)
            append(bigEndian: real.bitPattern, to: &bytes)
        case .string(var text):
            text.withUTF8 { text in
                bytes.append(Tag.text)
                append(bigEndian: UInt64(text.count), to: &bytes)
                unsafe bytes.append(contentsOf: text)
            }
        case .blob(let blob):
            bytes.append(Tag.blob)
            append(bigEndian: UInt64(blob.count), to: &bytes)
            bytes.append(contentsOf: blob)
        }
    }

    static func append(_ integer: Int64, to bytes: inout [UInt8]) {
        bytes.append(Tag.integer)
        append(bigEndian: UInt64(bitPattern: integer), to: &bytes)
    }

    static func append(bigEndian integer: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: integer >> UInt64(shift)))
        }
    }
}
