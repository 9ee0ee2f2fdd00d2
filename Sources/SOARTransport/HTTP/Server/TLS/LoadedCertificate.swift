//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOSSL

import struct Foundation.Date

/// A certificate that was found good, ready for handshakes.
struct LoadedCertificate: Sendable {
    /// How long a peer may take to say farewell, too, before the connection is closed without.
    static let farewell: TimeAmount = .seconds(1)

    /// Offers HTTP/2 and HTTP/1.1.
    let context: NIOSSLContext
    /// Offers HTTP/1.1 only.
    let http1Context: NIOSSLContext
    let expiresAt: Date
    /// Of what was in both files.
    let fingerprint: [UInt8]
}
