//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The second word of a request line.
enum HTTPRequestTarget {
    /// Whether this is a path (RFC 9112 §3.2.1) or an `http` URL of the same host as the `Host` field (§3.2.2).
    ///
    /// `CONNECT`'s authority and `OPTIONS`' asterisk are for proxies and for servers as a whole: nothing here is either.
    static func isAcceptable(_ target: String, host: String?) -> Bool {
        guard target.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else { return false }
        if target.utf8.first == UInt8(ascii: "/") { return true }
        guard let authority = authority(of: target), HTTPHost.isWellFormed(authority) else { return false }
        return host.map(authority.equalsIgnoringASCIICase) ?? true
    }

    private static func authority(of url: String) -> Substring? {
        guard let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")), url[colon...].hasPrefix("://") else { return nil }
        let scheme = url[..<colon]
        guard scheme.equalsIgnoringASCIICase("http") || scheme.equalsIgnoringASCIICase("https") else { return nil }
        return url[colon...].dropFirst(3).prefix { $0 != "/" && $0 != "?" }
    }
}
