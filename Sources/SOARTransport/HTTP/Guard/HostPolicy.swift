//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore

/// Which names this server answers to, so that a web page can't reach it through a name of its own (DNS rebinding;
/// MCP transports, "Security Warning").
///
/// Loopback names and addresses in digits are always good: nobody can point those elsewhere.
public struct HostPolicy: Sendable {
    /// Further host names, without a port; `*` for any.
    public var allowedHosts: Set<String>
    /// Further origins of web pages, as `https://console.example.com`.
    public var allowedOrigins: Set<String>

    /// Makes a policy; hosts and origins are compared without regard to case.
    public init(allowedHosts: some Sequence<String> = [], allowedOrigins: some Sequence<String> = []) {
        self.allowedHosts = Set(allowedHosts.map { $0.lowercased() })
        self.allowedOrigins = Set(allowedOrigins.map { $0.lowercased() })
    }

    /// Whether requests for that authority (host and optional port) are answered.
    public func accepts(authority: String) -> Bool {
        guard let host = Self.host(of: authority.lowercased()) else { return false }
        return Self.isLoopback(host) || Self.isAddress(host) || allowedHosts.contains(host)
            || allowedHosts.contains("*")
    }

    /// Whether a page of that origin may call.
    public func accepts(origin: String) -> Bool {
        let origin = origin.lowercased()
        if allowedOrigins.contains(origin) { return true }
        for scheme in ["http://", "https://"] where origin.hasPrefix(scheme) {
            return Self.host(of: String(origin.dropFirst(scheme.count))).map(Self.isLoopback) ?? false
        }
        return false
    }

    /// The host without its port; nil where it is not a sound authority.
    private static func host(of authority: String) -> String? {
        guard HTTPHost.isWellFormed(authority) else { return nil }
        let isBracketed = authority.hasPrefix("[")
        let end =
            isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
        return String(authority[..<(end ?? authority.endIndex)])
    }

    private static func isLoopback(_ host: String) -> Bool {
        ["localhost", "127.0.0.1", "[::1]"].contains(host)
    }

    private static func isAddress(_ host: String) -> Bool {
        let isBracketed = host.hasPrefix("[")
        let digits = isBracketed ? String(host.dropFirst().dropLast()) : host
        return switch try? SocketAddress(ipAddress: digits, port: 0) {
        case .v4: !isBracketed
        case .v6: isBracketed
        default: false
        }
    }
}
