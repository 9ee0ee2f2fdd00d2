//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import struct Foundation.URLComponents

/// A syslog receiver: how it is reached, where, and on which port.
public struct SyslogAddress: Hashable, Sendable, CustomStringConvertible {
    /// How messages travel.
    public enum Transport: String, Sendable, CaseIterable {
        /// A datagram each (RFC 5426); whoever loses one is not noticed.
        case udp
        /// In the clear, each after its length (RFC 6587 §3.4.1).
        case tcp
        /// The same in TLS (RFC 5425).
        case tls

        /// The port that is registered for it.
        public var standardPort: Int {
            switch self {
            case .udp: 514
            case .tcp: 601
            case .tls: 6514
            }
        }

        /// Bytes of one message at most: what receivers should take (RFC 5426 §3.2, RFC 5425 §4.3.1).
        var maximumMessageBytes: Int { self == .udp ? 2048 : 8192 }
    }

    public let transport: Transport
    /// A name or an address, the latter without brackets.
    public let host: String
    public let port: Int

    /// Reads an address; nil for anything that isn't one.
    ///
    /// - Parameter text: For example `tls://logs.example.com:6514` or `udp://[::1]`.
    public init?(_ text: String) {
        guard text.utf8.count <= 300, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let parts = URLComponents(string: text, encodingInvalidCharacters: false),
            let transport = parts.scheme.flatMap({ Transport(rawValue: $0.lowercased()) }),
            parts.percentEncodedUser == nil, parts.percentEncodedPassword == nil, parts.percentEncodedQuery == nil,
            parts.percentEncodedFragment == nil, ["", "/"].contains(parts.percentEncodedPath),
            let host = parts.encodedHost.flatMap(Self.plainHost), (1...65535).contains(parts.port ?? 1)
        else { return nil }
        self.transport = transport
        self.host = host
        port = parts.port ?? transport.standardPort
    }

    public var description: String { "\(transport.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    private static func plainHost(_ encoded: String) -> String? {
        if encoded.hasPrefix("["), encoded.hasSuffix("]") {
            let inner = String(encoded.dropFirst().dropLast())
            return IPAddress(inner) == nil ? nil : inner
        }
        let isPlain = encoded.wholeMatch(of: /[A-Za-z0-9]([A-Za-z0-9._\-]*[A-Za-z0-9])?/) != nil
        return isPlain && encoded.utf8.count <= 253 ? encoded : nil
    }
}
