//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaFormat {
    /// RFC 3986 §3: a scheme, a colon, and nothing but what a URI is made of.
    static func isURI(_ bytes: [UInt8]) -> Bool {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let first = bytes.first, first.isASCIILetter,
            bytes[..<colon].allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) })
        else { return false }
        let rest = bytes[(colon + 1)...]
        guard isEncoded(rest) else { return false }
        guard rest.starts(with: "//".utf8) else { return !rest.contains { "[]".utf8.contains($0) } }
        let authority = rest.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
        return isAuthority(authority)
            && !rest.dropFirst(2 + authority.count).contains { "[]".utf8.contains($0) }
    }

    /// Whether every character may stand in a URI, percent signs begin an escape, and there is one fragment at most.
    private static func isEncoded(_ bytes: ArraySlice<UInt8>) -> Bool {
        var position = bytes.startIndex
        var fragments = 0
        while position < bytes.endIndex {
            let byte = bytes[position]
            if byte == UInt8(ascii: "%") {
                guard position + 2 < bytes.endIndex, bytes[position + 1].isHexDigit, bytes[position + 2].isHexDigit
                else { return false }
                position += 2
            } else if byte == UInt8(ascii: "#") {
                fragments += 1
            } else if !byte.isASCIILetter, !byte.isASCIIDigit, !"-._~:/?[]@!$&'()*+,;=".utf8.contains(byte) {
                return false
            }
            position += 1
        }
        return fragments <= 1
    }

    /// `[user@]host[:port]`, the host a name or an address in brackets.
    private static func isAuthority(_ bytes: ArraySlice<UInt8>) -> Bool {
        let host = bytes.lastIndex(of: UInt8(ascii: "@")).map { bytes[($0 + 1)...] } ?? bytes
        if host.count < bytes.count, bytes.dropLast(host.count + 1).contains(where: { "[]@".utf8.contains($0) }) {
            return false
        }
        if host.first == UInt8(ascii: "[") {
            guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let port = host[(end + 1)...]
            return isIPv6(Array(host[(host.startIndex + 1)..<end])) && (port.isEmpty || isPort(port))
        }
        let name = host.prefix { $0 != UInt8(ascii: ":") }
        let port = host.dropFirst(name.count)
        return (port.isEmpty || isPort(port)) && !name.contains { "[]".utf8.contains($0) }
    }

    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.first == UInt8(ascii: ":") && bytes.dropFirst().allSatisfy(\.isASCIIDigit)
    }
}
