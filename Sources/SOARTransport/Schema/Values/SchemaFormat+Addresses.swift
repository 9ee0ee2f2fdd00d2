//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaFormat {
    /// Four decimal numbers up to 255 without leading zeros (RFC 2673 §3.2).
    static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy(\.isASCIIDigit) else { return false }
                guard part.count == 1 || part.first != 0x30 else { return false }
                return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
            }
    }

    /// RFC 4291 §2.2, without a zone.
    static func isIPv6(_ bytes: [UInt8]) -> Bool {
        let colon = UInt8(ascii: ":")
        var doubles = bytes.indices.dropLast().filter { bytes[$0] == colon && bytes[$0 + 1] == colon }[...]
        guard let double = doubles.popFirst() else { return groups(bytes[...], endsAddress: true) == 8 }
        guard doubles.isEmpty, let before = groups(bytes[..<double], endsAddress: false),
            let after = groups(bytes[(double + 2)...], endsAddress: true)
        else { return false }
        return before + after < 8
    }

    /// How many groups of 16 bits there are; nil where one is malformed.
    private static func groups(_ bytes: ArraySlice<UInt8>, endsAddress: Bool) -> Int? {
        guard !bytes.isEmpty else { return 0 }
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var count = 0
        for (position, part) in parts.enumerated() {
            if endsAddress, position == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard isIPv4(part) else { return nil }
                count += 2
            } else {
                guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit) else { return nil }
                count += 1
            }
        }
        return count
    }

    /// RFC 4122 §3: hexadecimal digits in groups of 8, 4, 4, 4 and 12.
    static func isUUID(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }

    /// What RFC 5321 §4.1.2 calls a mailbox, with a host name or an address literal, within its lengths.
    static func isEmail(_ bytes: [UInt8]) -> Bool {
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let local = bytes[..<at]
        let domain = bytes[(at + 1)...]
        guard (1...64).contains(local.count), (1...255).contains(domain.count) else { return false }
        return isLocalPart(local) && isDomain(domain)
    }

    private static func isLocalPart(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.count > 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") {
            var isEscaped = false
            for byte in bytes.dropFirst().dropLast() {
                guard byte >= 0x20, byte < 0x7F else { return false }
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    return false
                }
            }
            return !isEscaped
        }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty
                && atom.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
        }
    }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") {
            let literal = bytes.dropFirst().dropLast()
            return literal.starts(with: "IPv6:".utf8) ? isIPv6(Array(literal.dropFirst(5))) : isIPv4(literal)
        }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
        }
    }
}
