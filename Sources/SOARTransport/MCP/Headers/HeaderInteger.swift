//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Integers as a header writes them: decimal, and perhaps a fraction of zeros (MCP 2026-07-28, transports,
/// "Server Validation": 42.0 and 42 are the same).
enum HeaderInteger {
    /// What JavaScript keeps exact; a client may send no others (MCP 2026-07-28, transports, "Schema Extension").
    static let maximumMagnitude: UInt64 = 1 << 53 - 1

    /// The integer; nil where the text is none, or is one that does not fit 64 bits.
    ///
    /// Exponents are none of it: read as floating point, different texts would be one number.
    static func read(_ text: String) -> Int64? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first else { return nil }
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
        }
        let digits = whole.first == UInt8(ascii: "-") ? whole.dropFirst() : whole
        guard digits.count == 1 || digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int64(String(decoding: whole, as: UTF8.self))
    }
}
