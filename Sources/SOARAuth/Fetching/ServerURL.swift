//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// The address of something that is asked on behalf of a check: HTTPS, or HTTP on this very machine.
package struct ServerURL: Hashable, Sendable, CustomStringConvertible {
    /// Bytes of the text at most.
    package static let maximumLength = 2048

    /// `http` or `https`.
    package let scheme: String
    /// The host in lower case, an IPv6 address without its brackets.
    package let host: String
    /// Host and port as they go into a request.
    package let authority: String
    /// The path, percent-encoded as it was written; empty, or it begins with a slash.
    package let path: String
    /// What comes after the question mark; nil without one.
    package let query: String?

    /// Reads an address.
    ///
    /// - Parameter text: For example `https://login.example.com/keys`.
    /// - Throws: ``InvalidServerURL`` with what is wrong; never with the text, which may hold a password.
    package init(validating text: String) throws(InvalidServerURL) {
        guard text.utf8.count <= Self.maximumLength else {
            throw InvalidServerURL("it is longer than \(Self.maximumLength) bytes")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            let parts = URLComponents(string: text, encodingInvalidCharacters: false),
            let scheme = parts.scheme?.lowercased(), let encodedHost = parts.encodedHost?.lowercased()
        else { throw InvalidServerURL("it is not a URL") }
        guard parts.percentEncodedUser == nil, parts.percentEncodedPassword == nil else {
            throw InvalidServerURL("it must hold no user name and no password")
        }
        guard parts.percentEncodedFragment == nil else { throw InvalidServerURL("it must hold no fragment (#)") }
        guard let host = Self.plainHost(encodedHost) else { throw InvalidServerURL("it has no usable host name") }
        if let port = parts.port, !(1...65535).contains(port) {
            throw InvalidServerURL("the port must be between 1 and 65535")
        }
        guard scheme == "https" || (scheme == "http" && Self.isLoopback(host)) else {
            throw InvalidServerURL("it must begin with https:// (http:// only for this very machine)")
        }
        self.scheme = scheme
        self.host = host
        authority = parts.port.map { "\(encodedHost):\($0)" } ?? encodedHost
        path = parts.percentEncodedPath
        query = parts.percentEncodedQuery
    }

    /// Whether the host is written as this very machine.
    package var isLoopback: Bool { Self.isLoopback(host) }

    /// Path and query as they go into a request.
    package var target: String { (path.isEmpty ? "/" : path) + (query.map { "?\($0)" } ?? "") }

    /// The address without its query, which may say more than a log should hold.
    package var description: String { "\(scheme)://\(authority)\(path)" }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || IPAddress(host)?.range == .loopback
    }

    private static func plainHost(_ encoded: String) -> String? {
        if encoded.hasPrefix("["), encoded.hasSuffix("]") {
            let inner = String(encoded.dropFirst().dropLast())
            return IPAddress(inner) == nil ? nil : inner
        }
        // A percent-encoded host is read differently by different programs.
        let isPlain = encoded.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isPlain && !encoded.isEmpty ? encoded : nil
    }
}

/// Why a text is not an address that may be asked.
public struct InvalidServerURL: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what is accepted; for the operator.
    public let message: String

    init(_ message: String) { self.message = message }

    public var description: String { message }
}
