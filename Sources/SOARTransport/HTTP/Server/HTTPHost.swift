//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The `host[:port]` of a `Host` field or a URL, as far as it can be right or wrong (RFC 3986 §3.2.2, RFC 9110 §7.2).
///
/// Stricter than the grammar, which also allows percent-encoding, punctuation and an empty port: no client sends
/// those, and what compares hosts later need not know them.
enum HTTPHost {
    /// The longest host name of the DNS, a colon and five digits.
    private static let maximumLength = 253 + 6

    /// Whether this is a host name, an IPv4 address or a bracketed IPv6 address, with or without a port.
    static func isWellFormed(_ text: some StringProtocol) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count <= maximumLength else { return false }
        let end: String.Index
        if first == UInt8(ascii: "[") {
            guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let address = bytes[bytes.index(after: bytes.startIndex)..<bracket]
            guard address.contains(UInt8(ascii: ":")), address.allSatisfy(isIPv6) else { return false }
            end = bytes.index(after: bracket)
        } else {
            end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
            let name = bytes[..<end]
            guard !name.isEmpty, name.allSatisfy(isName) else { return false }
        }
        return end == bytes.endIndex || isPort(bytes[end...].dropFirst(), after: bytes[end])
    }

    private static func isPort(_ digits: some Collection<UInt8>, after separator: UInt8) -> Bool {
        guard separator == UInt8(ascii: ":"), (1...5).contains(digits.count) else { return false }
        var number = 0
        for digit in digits {
            guard isDigit(digit) else { return false }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return (1...65_535).contains(number)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: isDigit(byte)
        }
    }

    private static func isIPv6(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        case UInt8(ascii: ":"), UInt8(ascii: "."): true
        default: isDigit(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
