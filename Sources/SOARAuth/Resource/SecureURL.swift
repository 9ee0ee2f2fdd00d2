//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import struct Foundation.URLComponents

/// An absolute address that credentials may be sent to, or that is told to those who send them.
///
/// With `https`; `http` only for this machine (OAuth 2.1 §1.5). Without user, query and fragment, as RFC 8707 §2 wants
/// it of a resource and RFC 8414 §2 of an issuer.
public struct SecureURL: Hashable, Sendable, CustomStringConvertible {
    /// Characters at most.
    public static let maximumLength = 2048

    /// To the letter as it was written, for issuers are compared that way.
    public let description: String
    /// The host in lower case, an IPv6 address in brackets.
    public let host: String
    /// Empty, or `/` and what follows it, percent encoding and a slash at its end included.
    public let path: String
    /// Scheme, host and port without a path, scheme and host in lower case.
    let origin: String

    /// Reads an address.
    ///
    /// - Parameter text: For example `https://soar.example.com/mcp`.
    /// - Throws: ``InvalidSecureURL`` with what is wrong; never with the text, which may hold a password.
    public init(validating text: String) throws(InvalidSecureURL) {
        guard (1...Self.maximumLength).contains(text.utf8.count) else { throw InvalidSecureURL(.length) }
        // What goes between quotes in a header must not be able to end them.
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.contains(where: { "\"\\<>^`{|}".contains($0) }),
            let parts = URLComponents(string: text, encodingInvalidCharacters: false)
        else { throw InvalidSecureURL(.malformed) }
        guard let host = parts.encodedHost?.lowercased(), !host.isEmpty else { throw InvalidSecureURL(.host) }
        switch parts.scheme?.lowercased() {
        case "https": origin = "https://" + host + Self.port(of: parts)
        case "http" where ["localhost", "127.0.0.1", "[::1]"].contains(host):
            origin = "http://" + host + Self.port(of: parts)
        default: throw InvalidSecureURL(.scheme)
        }
        guard parts.percentEncodedUser == nil, parts.percentEncodedPassword == nil else {
            throw InvalidSecureURL(.credentials)
        }
        guard parts.percentEncodedQuery == nil, parts.percentEncodedFragment == nil else {
            throw InvalidSecureURL(.query)
        }
        if let port = parts.port, !(1...65535).contains(port) { throw InvalidSecureURL(.port) }
        // Whoever resolves those asks for another address than the one that is written.
        guard !parts.percentEncodedPath.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else {
            throw InvalidSecureURL(.path)
        }
        description = text
        self.host = host
        path = parts.percentEncodedPath
    }

    private static func port(of parts: URLComponents) -> String { parts.port.map { ":\($0)" } ?? "" }
}

/// Why a text is not an address that credentials may be sent to.
public struct InvalidSecureURL: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Reason: String, Sendable, CaseIterable {
        case length, malformed, host, scheme, credentials, query, port, path
    }

    public var reason: Reason

    init(_ reason: Reason) { self.reason = reason }

    public var description: String {
        switch reason {
        case .length: "it must have 1 to \(SecureURL.maximumLength) characters"
        case .malformed: "it is not a URL"
        case .host: "the host name is missing"
        case .scheme: "it must begin with https://, or with http:// for localhost, 127.0.0.1 or [::1]"
        case .credentials: "it must hold no user name and no password"
        case .query: "it must end with the path: no ? and no #"
        case .port: "the port must be between 1 and 65535"
        case .path: "its path must have no part that is . or .."
        }
    }
}
