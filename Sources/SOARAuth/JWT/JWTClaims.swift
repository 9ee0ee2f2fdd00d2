//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

package import SOARCore

import struct Foundation.Date

/// The claims that decide, each of the type that it has to be (RFC 7519 §4.1, RFC 9068 §2.2).
///
/// They are read one by one from strict JSON, not decoded into a type of a library: what is missing, doubled or of another
/// type must refuse the token, and must never do more than that.
package struct JWTClaims: Sendable {
    /// What a payload may hold.
    private static let limits = JSONLimits(
        maximumBytes: BearerToken.maximumLength, maximumDepth: 16, maximumValues: 2000)
    /// Audiences and scopes at most.
    private static let maximumNames = 256
    /// Length of a subject, client or name in bytes.
    private static let maximumNameBytes = 512
    /// The last second of the year 9999; a NumericDate beyond is a mistake.
    private static let latestTime = 253_402_300_799.0
    /// Not `nonce`, which some issuers put into access tokens too.
    private static let foreign = ["at_hash", "c_hash", "s_hash", "events"]

    package let members: JSONObject

    /// Takes a payload.
    ///
    /// - Throws: ``AuthenticationFailure/malformedToken`` where it is no unambiguous JSON object.
    package init(_ payload: [UInt8]) throws(AuthenticationFailure) {
        guard let members = (try? JSONParser.parse(payload, limits: Self.limits))?.objectValue else {
            throw .malformedToken
        }
        self.members = members
    }

    /// Takes claims that stand by themselves, as in an answer about a token.
    init(members: JSONObject) { self.members = members }

    /// Whether it has a claim that only ID tokens (OpenID Connect Core §3.1.3.6, §3.3.2.11), logout tokens and security
    /// events (RFC 8417 §2.2) have: such a token is nobody's leave to do anything.
    var isOfAnotherKind: Bool { Self.foreign.contains { members[$0] != nil } }

    /// A claim that is a text, neither empty nor too long, without control characters.
    func text(_ name: String) throws(UnusableClaim) -> String? {
        guard let value = members[name] else { return nil }
        guard let text = value.stringValue, (1...Self.maximumNameBytes).contains(text.utf8.count),
            Self.isPrintable(text)
        else { throw UnusableClaim(name) }
        return text
    }

    /// The same; one that is missing can't be used either.
    func required(_ name: String) throws(UnusableClaim) -> String {
        guard let text = try text(name) else { throw UnusableClaim(name) }
        return text
    }

    /// A NumericDate (RFC 7519 §2): seconds since 1970, fractions allowed.
    func time(_ name: String) throws(UnusableClaim) -> Date? {
        guard let value = members[name] else { return nil }
        guard let seconds = value.doubleValue, seconds >= 0, seconds <= Self.latestTime else {
            throw UnusableClaim(name)
        }
        return Date(timeIntervalSince1970: seconds)
    }

    /// Whom the token is meant for (RFC 7519 §4.1.3): one text or an array of them; empty where nothing is said.
    func audience() throws(UnusableClaim) -> [String] {
        guard let value = members["aud"] else { return [] }
        return try Self.texts(value, "aud")
    }

    /// What the token allows: `scope` as words (RFC 8693 §4.2), else `scp` as words or an array.
    func scopes() throws(UnusableClaim) -> Set<Scope> {
        var name = "scope"
        let names: [String]
        if let scope = members[name] {
            guard let text = scope.stringValue else { throw UnusableClaim(name) }
            names = Self.words(text)
        } else if let scope = members["scp"] {
            name = "scp"
            names = if let text = scope.stringValue { Self.words(text) } else { try Self.texts(scope, name) }
        } else {
            return []
        }
        let scopes = names.map(Scope.init(rawValue:))
        guard names.count <= Self.maximumNames, scopes.allSatisfy(\.isToken) else { throw UnusableClaim(name) }
        return Set(scopes)
    }

    private static func words(_ text: String) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            unsafe bytes.split(separator: UInt8(ascii: " ")).map { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }

    private static func texts(_ value: JSONValue, _ name: String) throws(UnusableClaim) -> [String] {
        if let text = value.stringValue { return [text] }
        guard let elements = value.arrayValue, elements.count <= maximumNames else { throw UnusableClaim(name) }
        let texts = elements.compactMap(\.stringValue)
        guard texts.count == elements.count else { throw UnusableClaim(name) }
        return texts
    }

    /// Whether there is no control character in it (Unicode category Cc).
    private static func isPrintable(_ text: String) -> Bool {
        // What is ASCII, as nearly all of them are, is not taken apart into characters.
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
            || text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    }
}
