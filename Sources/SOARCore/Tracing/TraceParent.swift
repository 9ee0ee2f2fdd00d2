//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The fields of a `traceparent` (W3C Trace Context §3.2).
struct TraceParent {
    var traceID: String
    var parentID: String
    var flags: UInt8

    /// Bytes of version 00, and of the part of later versions that is known.
    private static let length = 55

    /// Reads `version-traceid-parentid-flags`; nil where a character is not as it must be.
    init?(_ bytes: [UInt8]) {
        let dash = UInt8(ascii: "-")
        guard bytes.count >= Self.length, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash else { return nil }
        guard let version = Self.byte(bytes[0..<2]), version != 0xFF, let flags = Self.byte(bytes[53..<55]) else {
            return nil
        }
        // A later version may have more fields, each behind another dash (§4.3).
        guard bytes.count == Self.length || (version > 0 && bytes[55] == dash) else { return nil }
        guard let traceID = Self.id(bytes[3..<35]), let parentID = Self.id(bytes[36..<52]) else { return nil }
        self.traceID = traceID
        self.parentID = parentID
        // Flags that are not known are not passed on (§3.2.2.5).
        self.flags = flags & 1
    }

    /// Lowercase hexadecimal digits, not all of them zero.
    private static func id(_ digits: ArraySlice<UInt8>) -> String? {
        guard digits.allSatisfy(isDigit), digits.contains(where: { $0 != UInt8(ascii: "0") }) else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func byte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.allSatisfy(isDigit) else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
