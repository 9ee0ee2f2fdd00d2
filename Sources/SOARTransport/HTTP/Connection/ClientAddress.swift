//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Where a request comes from, as far as anybody who can be believed says so.
public struct ClientAddress: Hashable, Sendable {
    /// The address in digits, or ``socketPeer``.
    public var text: String
    /// Whether the client's own connection is encrypted, be it to this server or to a proxy that may speak for it.
    public var isSecure: Bool

    /// What stands for the other side of a Unix-domain socket.
    public static let socketPeer = "unix"

    public init(_ text: String, isSecure: Bool = false) {
        self.text = text
        self.isSecure = isSecure
    }
}
