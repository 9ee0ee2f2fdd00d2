//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A block of IP addresses (RFC 4632 §3.1), such as `10.0.0.0/8` or `2001:db8::/32`.
public struct AddressBlock: Hashable, Sendable, LosslessStringConvertible {
    /// What is accepted, to be read after "must be".
    public static let accepted = "an address block such as 10.0.0.0/8 or 2001:db8::/32, or a single address"

    private let address: IPAddress
    /// Bits that all its addresses begin with.
    private let length: Int

    /// Reads an address and, after a slash, the bits that count; without them all bits do.
    ///
    /// Bits beyond must be zero: who writes `10.1.2.3/8` may have meant something else. A block of IPv4-mapped addresses
    /// is the block of those IPv4 addresses. Nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        let bits = address.bytes.count * 8
        var length = bits
        if parts.count == 2 {
            guard let given = Int(parts[1]), String(given) == parts[1], (0...bits).contains(given) else { return nil }
            length = given
        }
        guard Self.rest(of: address.bytes, after: length).allSatisfy({ $0 == 0 }) else { return nil }
        // Whatever is asked of it is asked of the IPv4 address that a text stands for.
        let isMapped = length >= 96 && address.unmapped != address
        self.address = isMapped ? address.unmapped : address
        self.length = isMapped ? length - 96 : length
    }

    /// Whether the address that a text names lies in it; a text that names none lies in no block.
    ///
    /// An IPv4 address that is written as an IPv6 one (RFC 4291 §2.5.5.2) is that IPv4 address.
    public func contains(_ text: String) -> Bool {
        IPAddress(text).map { contains($0.unmapped) } ?? false
    }

    package func contains(_ other: IPAddress) -> Bool {
        other.bytes.count == address.bytes.count && Self.agree(address.bytes, other.bytes, length)
    }

    /// Whether all of another block lies in it.
    package func contains(_ other: AddressBlock) -> Bool {
        length <= other.length && contains(other.address)
    }

    /// Whether some address lies in both.
    package func overlaps(_ other: AddressBlock) -> Bool {
        contains(other) || other.contains(self)
    }

    /// Whether all IPv4-mapped addresses (RFC 4291 §2.5.5.2) are in it, beside others.
    package var holdsMapped: Bool { address.bytes.count == 16 && Self.mapped.map(overlaps) ?? false }

    private static let mapped = IPAddress("::ffff:0:0").map { AddressBlock(address: $0, length: 96) }

    private init(address: IPAddress, length: Int) {
        self.address = address
        self.length = length
    }

    public var description: String {
        length == address.bytes.count * 8 ? address.description : "\(address)/\(length)"
    }

    private static func agree(_ first: [UInt8], _ second: [UInt8], _ bits: Int) -> Bool {
        let whole = bits / 8
        guard first.prefix(whole).elementsEqual(second.prefix(whole)) else { return false }
        let left = bits % 8
        guard left > 0 else { return true }
        return (first[whole] ^ second[whole]) >> UInt8(8 - left) == 0
    }

    /// The bytes with the first bits taken out.
    private static func rest(of bytes: [UInt8], after length: Int) -> [UInt8] {
        var rest = Array(bytes.dropFirst(length / 8))
        if length % 8 > 0 { rest[0] &= 0xFF >> UInt8(length % 8) }
        return rest
    }
}

extension IPAddress {
    /// The IPv4 address that an IPv4-mapped IPv6 address stands for (RFC 4291 §2.5.5.2); any other as it is.
    package var unmapped: IPAddress {
        let isMapped =
            bytes.count == 16 && bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? IPAddress(bytes: bytes.suffix(4)) ?? self : self
    }
}
