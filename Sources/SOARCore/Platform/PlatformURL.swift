//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// The address of a platform: scheme, host and port, and the path under which a reverse proxy may have put it.
public struct PlatformURL: Hashable, Sendable, LosslessStringConvertible {
    /// `http` or `https`.
    public let scheme: String
    /// Host and port as they were written.
    public let authority: String
    /// What comes before every path of the API: empty, or `/` and no slash at its end.
    public let pathPrefix: String

    /// Reads an address; nil where ``init(validating:)`` would throw.
    public init?(_ description: String) {
        do { try self.init(validating: description) } catch { return nil }
    }

    /// Reads an address.
    ///
    /// - Parameter text: For example `https://soar.example.com` or `https://gateway.example.com/soar`.
    /// - Throws: ``InvalidPlatformURL`` with what is wrong; never with the text, which may hold a password.
    public init(validating text: String) throws(InvalidPlatformURL) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { throw InvalidPlatformURL(.empty) }
        guard let parts = URLComponents(string: trimmed, encodingInvalidCharacters: false) else {
            throw InvalidPlatformURL(.malformed)
        }
        guard let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https" else {
            throw InvalidPlatformURL(.scheme)
        }
        guard parts.percentEncodedUser == nil, parts.percentEncodedPassword == nil else {
            throw InvalidPlatformURL(.credentials)
        }
        guard parts.percentEncodedQuery == nil, parts.percentEncodedFragment == nil else {
            throw InvalidPlatformURL(.query)
        }
        guard let host = parts.encodedHost, !host.isEmpty, host.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw InvalidPlatformURL(.host)
        }
        if let port = parts.port, !(1...65535).contains(port) { throw InvalidPlatformURL(.port) }
        self.scheme = scheme
        authority = parts.port.map { "\(host):\($0)" } ?? host
        var prefix = parts.percentEncodedPath
        while prefix.hasSuffix("/") { prefix.removeLast() }
        pathPrefix = prefix
    }

    public var description: String { "\(scheme)://\(authority)\(pathPrefix)" }
}

/// Why a text is not a platform's address.
public struct InvalidPlatformURL: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Reason: String, Sendable, CaseIterable {
        case empty, malformed, scheme, credentials, query, host, port
    }

    public var reason: Reason

    init(_ reason: Reason) { self.reason = reason }

    public var description: String {
        switch reason {
        case .empty: "it is empty"
        case .malformed: "it is not a URL"
        case .scheme: "it must begin with http:// or https://"
        case .credentials: "it must hold no user name and no password; the token is a setting of its own"
        case .query: "it must end with the path: no ? and no #"
        case .host: "the host name is missing or holds characters that a host name can't have"
        case .port: "the port must be between 1 and 65535"
        }
    }
}
