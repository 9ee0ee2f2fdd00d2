//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The signature algorithms of JSON Web Signature that are taken (RFC 7518 §3.1, RFC 8037 §3.1, and ML-DSA as in
/// draft-ietf-cose-dilithium).
///
/// `none` is not among them, and neither is anything with SHA-1, so no configuration can let these in.
public enum JWSAlgorithm: String, Hashable, Sendable, CaseIterable {
    /// RSASSA-PKCS1-v1_5.
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    /// RSASSA-PSS with MGF1 and a salt as long as the digest.
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    /// ECDSA over P-256, P-384, P-521.
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"
    /// With Ed25519, the only curve for it here; `Ed25519` is its other name (RFC 9864 §2.2).
    case edDSA = "EdDSA"
    /// FIPS 204.
    case mlDSA65 = "ML-DSA-65"
    case mlDSA87 = "ML-DSA-87"
    /// HMAC; only with a secret of one's own.
    case hs256 = "HS256"
    case hs384 = "HS384"
    case hs512 = "HS512"

    /// The algorithm of that name, as a header or a key has it.
    init?(name: String) { self.init(rawValue: name == "Ed25519" ? "EdDSA" : name) }

    /// Whether whoever checks could also sign.
    public var isSymmetric: Bool { minimumSecretBytes != nil }

    /// The least length of a secret in bytes: that of the digest (RFC 7518 §3.2); nil where there is no secret.
    public var minimumSecretBytes: Int? {
        switch self {
        case .hs256: 32
        case .hs384: 48
        case .hs512: 64
        default: nil
        }
    }
}

extension Set<JWSAlgorithm> {
    /// All with a public key.
    public static let asymmetric = Set(JWSAlgorithm.allCases.filter { !$0.isSymmetric })
}
