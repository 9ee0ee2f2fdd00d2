//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A range of addresses: an address, and how many of its first bits count (RFC 4632 §3.1, RFC 4291 §2.3).
package struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    private let address: IPAddress
    private let prefixLength: Int

    /// Reads `10.0.0.0/8`, `fd00::/8` or one address; nil for anything else.
    ///
    /// Bits beyond the prefix must be zero: whoever wrote them meant something else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        let bits = address.bytes.count * 8
        var prefixLength = bits
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]), length <= bits
            else { return nil }
            prefixLength = length
        }
        self.address = address
        self.prefixLength = prefixLength
        guard address.bytes.indices.allSatisfy({ address.bytes[$0] & ~mask(ofByte: $0) == 0 }) else { return nil }
    }

    /// Whether an address is in the range; one kind of address is never in a range of the other.
    package func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        return other.bytes.indices.allSatisfy { other.bytes[$0] & mask(ofByte: $0) == address.bytes[$0] }
    }

    private func mask(ofByte index: Int) -> UInt8 {
        let bits = min(max(prefixLength - index * 8, 0), 8)
        return bits == 0 ? 0 : UInt8.max << (8 - UInt8(bits))
    }

    package var description: String { "\(address)/\(prefixLength)" }
}

extension IPAddress {
    /// The IPv4 address that a socket for both kinds shows as an IPv6 one (RFC 4291 §2.5.5.2); any other as it is.
    package var unmapped: IPAddress {
        guard bytes.count == 16, bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF,
            let inner = IPAddress(bytes: bytes.suffix(4))
        else { return self }
        return inner
    }
}
