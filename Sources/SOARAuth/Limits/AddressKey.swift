//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What of a client's address requests are counted by: all of an IPv4 address, the first 64 bits of an IPv6 one.
///
/// Whoever has one IPv6 address has 2⁶⁴ of them (RFC 6177); counted one by one they would be no limit.
package struct AddressKey: Hashable, Sendable {
    private enum Network: Hashable, Sendable {
        case four(UInt32)
        case six(UInt64)
        /// No address, or none that can be read: all of them count as one.
        case unknown
    }

    private let network: Network

    /// Takes an address as the socket has it; IPv4 within IPv6 counts as IPv4.
    package init(_ peer: String?) {
        // The name of an interface behind a link-local address says nothing about who is there.
        let text = peer.map { Substring($0.utf8.prefix { $0 != UInt8(ascii: "%") }) }
        guard let address = text.flatMap({ IPAddress(String($0)) })?.unmapped else {
            network = .unknown
            return
        }
        let number = address.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        network = address.bytes.count == 4 ? .four(UInt32(truncatingIfNeeded: number)) : .six(number)
    }
}
