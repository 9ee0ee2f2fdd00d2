//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

package import SOARCore

extension IPAddress {
    /// What an address is for, as far as it matters for whom we may be sent to.
    package enum Range: String, Hashable, Sendable, CaseIterable {
        /// Anywhere on the internet.
        case global
        /// This very machine.
        case loopback
        /// A private network: RFC 1918, RFC 4193, and the shared space of RFC 6598.
        case privateUse
        /// The network segment (RFC 3927, RFC 4291 §2.5.6).
        case linkLocal
        /// Where a cloud's machines ask for their own credentials.
        case metadata
        /// For no server: multicast, unspecified, documentation, mapped and tunnelled addresses, and the rest.
        case reserved
    }

    /// The range by the registries of special-purpose addresses (RFC 6890); what is not known to be global is not.
    package var range: Range {
        if Self.metadata.contains(self) { return .metadata }
        return bytes.count == 4 ? Self.range4(bytes) : range6
    }

    /// AWS, Google, Azure, Oracle, Alibaba.
    private static let metadata = Set(
        [
            "169.254.169.254", "169.254.170.2", "169.254.170.23", "168.63.129.16", "192.0.0.192", "100.100.100.200",
            "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
        ].compactMap { IPAddress($0) })

    private static func range4(_ bytes: [UInt8]) -> Range {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (127, _, _): .loopback
        case (10, _, _), (172, 16...31, _), (192, 168, _), (100, 64...127, _): .privateUse
        case (169, 254, _): .linkLocal
        case (0, _, _), (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _), (198, 51, 100), (203, 0, 113),
            (224..., _, _):
            .reserved
        default: .global
        }
    }

    private var range6: Range {
        if bytes.dropLast().allSatisfy({ $0 == 0 }), bytes[15] == 1 { return .loopback }
        // NAT64 (RFC 6052 §2.1): the way to an IPv4 address, so that one decides.
        if bytes.prefix(12).elementsEqual([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
            let inner = IPAddress(bytes: bytes.suffix(4))?.range ?? .reserved
            return inner == .loopback ? .reserved : inner
        }
        switch (bytes[0], bytes[1]) {
        case (0xFC...0xFD, _), (0xFE, 0xC0...0xFF): return .privateUse
        case (0xFE, 0x80...0xBF): return .linkLocal
        case (0x20, 0x01):
            // 2001::/23 holds Teredo, ORCHID and other special uses; 2001:db8::/32 is for documentation.
            let isSpecial = bytes[2] < 2 || (bytes[2] == 0x0D && bytes[3] == 0xB8)
            return isSpecial ? .reserved : .global
        case (0x20, 0x02): return .reserved
        case (0x3F, 0xFF) where bytes[2] < 0x10: return .reserved
        case (0x20...0x3F, _): return .global
        default: return .reserved
        }
    }

    /// Whether a fetch may go there.
    ///
    /// - Parameters:
    ///   - saysLoopback: Whether the URL itself names this very machine; a name that merely leads here does not.
    ///   - allowsPrivate: Whether the operator allows the networks behind the front door.
    /// - Returns: False for every address that is not known to be harmless.
    package func isAllowed(saysLoopback: Bool, allowsPrivate: Bool) -> Bool {
        switch range {
        case .global: !saysLoopback
        case .loopback: saysLoopback
        case .privateUse, .linkLocal: allowsPrivate && !saysLoopback
        case .metadata, .reserved: false
        }
    }
}
