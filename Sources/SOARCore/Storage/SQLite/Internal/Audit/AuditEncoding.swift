//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data

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

    /// A text as it is stored; nil is NULL.
    static func append(_ text: String?, to bytes: inout [UInt8]) {
        guard var text = text?.asStored else { return bytes.append(Tag.null) }
        text.withUTF8 { text in
            bytes.append(Tag.text)
            append(bigEndian: UInt64(text.count), to: &bytes)
            unsafe bytes.append(contentsOf: text)
        }
    }

    /// A value as its JSON text, in which no NUL can be; nil is NULL.
    static func append(json value: JSONValue?, to bytes: inout [UInt8]) {
        guard let text = value?.encoded() else { return bytes.append(Tag.null) }
        bytes.append(Tag.text)
        append(bigEndian: UInt64(text.count), to: &bytes)
        bytes.append(contentsOf: text)
    }

    static func append(blob: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(Tag.blob)
        append(bigEndian: UInt64(blob.count), to: &bytes)
        bytes.append(contentsOf: blob)
    }

    static func append(_ integer: Int64?, to bytes: inout [UInt8]) {
        guard let integer else { return bytes.append(Tag.null) }
        append(integer, to: &bytes)
    }

    static func append(_ integer: Int64, to bytes: inout [UInt8]) {
        bytes.append(Tag.integer)
        append(bigEndian: UInt64(bitPattern: integer), to: &bytes)
    }

    /// The integer that was appended; nil where it is something else.
    static func integer(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard bytes.first == Tag.integer, bytes.count == 9 else { return nil }
        return Int64(bitPattern: number(bytes.dropFirst()))
    }

    /// The value as the database has it; nil for what it can't have.
    static func value(_ bytes: ArraySlice<UInt8>) -> DatabaseValue? {
        // Behind the length.
        let content = bytes.dropFirst(9)
        return switch bytes.first {
        case Tag.null: .null
        case Tag.integer: integer(bytes)?.databaseValue
        case Tag.text: String(decoding: content, as: UTF8.self).databaseValue
        case Tag.blob: Data(content).databaseValue
        case Tag.real: Double(bitPattern: number(bytes.dropFirst())).databaseValue
        default: nil
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func append(bigEndian integer: UInt64, to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: integer.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }
}
