//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// Checks signatures of JSON Web Signatures in compact serialization (RFC 7515 §5.2), whatever they sign.
///
/// It takes the key from the set it is given, by `kid`, and nothing from the token but its name; the token's `alg` must be
/// allowed and be the key's. Claims are not its business: that is ``JWTVerifier``.
public struct JWSVerifier: Sendable {
    /// The algorithms that are let through; a key for another one is no use then.
    public let algorithms: Set<JWSAlgorithm>
    private let headers = KnownHeaders()

    /// Makes a verifier.
    public init(algorithms: Set<JWSAlgorithm> = .asymmetric) { self.algorithms = algorithms }

    /// Checks one signature.
    ///
    /// - Parameters:
    ///   - serialization: Three parts of base64url with dots between them.
    ///   - keys: The keys that may have signed it.
    /// - Returns: The header and the payload, both of them covered by the signature.
    /// - Throws: ``AuthenticationFailure/malformedToken``, ``AuthenticationFailure/unsupportedAlgorithm``,
    ///   ``AuthenticationFailure/unacceptableHeader``, ``AuthenticationFailure/unknownKey``,
    ///   ``AuthenticationFailure/wrongKeyAlgorithm`` or ``AuthenticationFailure/invalidSignature``.
    public func verify(
        _ serialization: String, keys: JSONWebKeySet
    ) throws(AuthenticationFailure) -> VerifiedJWS {
        let token = try CompactJWS(serialization, headers: headers)
        let header = try JWSHeader(token, algorithms: algorithms)
        let key = try Self.check(token, header, keys: keys)
        headers.insert(header, of: token)
        return VerifiedJWS(header: token.header, payload: token.payload, algorithm: header.algorithm, keyID: key.id)
    }

    /// The key that signed it.
    @discardableResult
    static func check(
        _ token: borrowing CompactJWS, _ header: JWSHeader, keys: JSONWebKeySet
    ) throws(AuthenticationFailure) -> VerificationKey {
        let (signature, input) = (token.signature, token.signingInput)
        let named = keys.keys(named: header.keyID)
        guard !named.isEmpty else { throw .unknownKey }
        // RFC 8725 §3.1: a key is for one algorithm, and it is the key that says which.
        let fitting = named.lazy.filter { $0.algorithm == header.algorithm }
        guard !fitting.isEmpty else { throw .wrongKeyAlgorithm }
        // Several only where they have no names; then any of a few may have signed it.
        guard let key = fitting.first(where: { $0.isValid(signature, over: input) }) else {
            throw .invalidSignature
        }
        return key
    }
}

/// What a JWS said, after its signature was found right.
public struct VerifiedJWS: Sendable {
    /// The JOSE header (RFC 7515 §4).
    public let header: JSONObject
    public let payload: [UInt8]
    public let algorithm: JWSAlgorithm
    /// The name of the key that signed it, where it has one.
    public let keyID: String?
}
