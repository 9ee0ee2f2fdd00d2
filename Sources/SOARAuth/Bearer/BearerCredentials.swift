//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes

/// Finds the bearer token in a request's head.
///
/// A header always wins; a query with another token beside it is refused, for a request has one token (RFC 6750 §2). The
/// query is a way for API tokens only: it ends up in other people's logs, which is no place for a token that opens more
/// than this server.
struct BearerCredentials {
    private static let usualStart = "Bearer "

    /// The forms of tokens that may come as `?token=`; a JWT never may.
    private let queryShapes: Set<BearerToken.Shape>

    init(acceptsQueryToken: Bool, queryShapes: Set<BearerToken.Shape> = [.apiToken]) {
        self.queryShapes = acceptsQueryToken ? queryShapes.subtracting([.structured]) : []
    }

    /// The token that the request presents.
    func token(of request: HTTPRequest) throws(AuthenticationFailure) -> BearerToken {
        let headers = request.headerFields[values: .authorization]
        guard headers.count <= 1 else { throw .malformedHeader }
        let inQuery = Self.queryTokens(request.path ?? "")
        guard let header = headers.first else { return try token(query: inQuery) }
        let token = try token(header: header)
        guard queryShapes.isEmpty || inQuery.allSatisfy({ $0 == token.exposed }) else { throw .malformedQuery }
        return token
    }

    private func token(header: String) throws(AuthenticationFailure) -> BearerToken {
        // What nearly every client writes needs no taking apart.
        if header.hasPrefix(Self.usualStart) {
            let credentials = Substring(header.utf8.dropFirst(Self.usualStart.utf8.count))
            if Self.isToken68(credentials) { return try bounded(String(credentials)) }
        }
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let scheme = parts.first, !scheme.isEmpty, scheme.utf8.allSatisfy(Self.isTokenCharacter) else {
            throw .malformedHeader
        }
        guard scheme.lowercased() == "bearer" else { throw .missing }
        guard parts.count == 2 else { throw .malformedHeader }
        // RFC 9110 §11.4 allows several spaces between scheme and credentials.
        let credentials = parts[1].drop { $0 == " " }
        guard Self.isToken68(credentials) else { throw .malformedHeader }
        return try bounded(String(credentials))
    }

    /// The values of `token` in a path's query, as they stand there.
    private static func queryTokens(_ path: String) -> [Substring] {
        guard let mark = path.firstIndex(of: "?") else { return [] }
        return path[path.index(after: mark)...].split(separator: "&").compactMap { pair -> Substring? in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.first == "token" else { return nil }
            return parts.count == 2 ? parts[1] : ""
        }
    }

    private func token(query values: [Substring]) throws(AuthenticationFailure) -> BearerToken {
        guard let value = values.first, !queryShapes.isEmpty else { throw .missing }
        // A percent sign is not part of any token's alphabet, so nothing is decoded.
        guard values.count == 1, Self.isToken68(value) else { throw .malformedQuery }
        let token = try bounded(String(value))
        guard queryShapes.contains(token.shape) else { throw .malformedQuery }
        return token
    }

    private func bounded(_ token: String) throws(AuthenticationFailure) -> BearerToken {
        guard token.utf8.count <= BearerToken.maximumLength else { throw .malformedToken }
        return BearerToken(token)
    }

    /// The syntax of credentials (RFC 6750 §2.1 `b64token`).
    private static func isToken68(_ text: Substring) -> Bool {
        var length = 0
        var isPadding = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "=") {
                isPadding = true
            } else {
                guard !isPadding, isToken68Character(byte) else { return false }
                length += 1
            }
        }
        return length > 0
    }

    private static func isToken68Character(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "+"),
            UInt8(ascii: "/"):
            true
        default: isAlphanumeric(byte)
        }
    }

    /// The characters of an authentication scheme (RFC 9110 §5.6.2 `token`).
    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
