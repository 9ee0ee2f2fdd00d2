//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

package import struct Foundation.Date

extension RequestStateSeal {
    /// The one use that a sealed state is good for.
    package struct Ticket: Hashable, Sendable {
        /// 128 random bits.
        package let nonce: UInt128
        /// From then on the state is refused anyway.
        package let expiresAt: Date

        package init(nonce: UInt128 = .random(in: .min ... .max), expiresAt: Date) {
            self.nonce = nonce
            self.expiresAt = expiresAt
        }
    }

    /// What is encrypted: 16 bytes of nonce, two times as 8-byte floating point numbers, and the state as JSON.
    struct Contents {
        let ticket: Ticket
        let issuedAt: Date
        let state: JSONValue
    }
}

extension RequestStateSeal.Contents {
    private static let headBytes = 32
    /// A state may hold a request's parameters, which are up to 64 deep.
    private static let maximumDepth = 128

    /// Reads what ``encoded`` wrote; nil where it is something else.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > Self.headBytes else { return nil }
        var limits = JSONLimits()
        limits.maximumDepth = Self.maximumDepth
        guard let state = try? JSONParser.parse(Array(bytes[Self.headBytes...]), limits: limits) else { return nil }
        func time(at offset: Int) -> Date {
            Date(timeIntervalSinceReferenceDate: Double(bitPattern: UInt64(bigEndianBytes: bytes[offset..<offset + 8])))
        }
        self.init(
            ticket: RequestStateSeal.Ticket(nonce: UInt128(bigEndianBytes: bytes[0..<16]), expiresAt: time(at: 24)),
            issuedAt: time(at: 16), state: state
        )
    }

    var encoded: [UInt8] {
        ticket.nonce.bigEndianBytes + issuedAt.timeIntervalSinceReferenceDate.bitPattern.bigEndianBytes
            + ticket.expiresAt.timeIntervalSinceReferenceDate.bitPattern.bigEndianBytes + state.encoded()
    }
}
