//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// A header that says nothing but what is understood here (RFC 7515 §4).
struct JWSHeader {
    /// Members that bring a key along or say where to get one, and those that change how the rest is read.
    ///
    /// Who takes a key from the token lets the token vouch for itself (RFC 8725 §3.10); an extension that is not understood
    /// must be refused (RFC 7515 §4.1.11), and `b64` changes what was signed (RFC 7797 §3).
    private static let refused = ["crit", "b64", "jku", "jwk", "x5u", "x5c", "enc", "zip"]
    /// Length of a key's name in bytes.
    private static let maximumKeyIDBytes = 256

    let algorithm: JWSAlgorithm
    let keyID: String?
    /// The media type without its `application/` (RFC 7515 §4.1.9), in lower case.
    let type: String?

    /// Reads a token's header, or takes it as it is known; whether its algorithm is allowed is asked each time.
    ///
    /// - Throws: ``AuthenticationFailure/unsupportedAlgorithm`` or ``AuthenticationFailure/unacceptableHeader``.
    init(_ token: borrowing CompactJWS, algorithms: Set<JWSAlgorithm>) throws(AuthenticationFailure) {
        let members = token.header
        guard
            let algorithm = token.known?.header.algorithm
                ?? members["alg"]?.stringValue.flatMap(JWSAlgorithm.init(name:)),
            algorithms.contains(algorithm)
        else { throw .unsupportedAlgorithm }
        if let known = token.known {
            self = known.header
            return
        }
        self.algorithm = algorithm
        guard !Self.refused.contains(where: { members[$0] != nil }) else { throw .unacceptableHeader }
        keyID = try Self.text(members["kid"])
        guard keyID.map({ (1...Self.maximumKeyIDBytes).contains($0.utf8.count) }) ?? true else {
            throw .unacceptableHeader
        }
        // A token inside a token is none that is understood here (RFC 7519 §5.2).
        guard try Self.text(members["cty"]).map({ Self.mediaType($0) != "jwt" }) ?? true else {
            throw .unacceptableHeader
        }
        type = try Self.text(members["typ"]).map(Self.mediaType)
    }

    private static func text(_ value: JSONValue?) throws(AuthenticationFailure) -> String? {
        guard let value else { return nil }
        guard let text = value.stringValue else { throw .unacceptableHeader }
        return text
    }

    private static func mediaType(_ text: String) -> String {
        let type = text.lowercased()
        return type.hasPrefix("application/") ? String(type.dropFirst("application/".count)) : type
    }
}
