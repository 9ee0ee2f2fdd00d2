//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import CryptoExtras

/// A key that signatures are checked with, for one algorithm only (RFC 8725 §3.1).
public struct VerificationKey: Sendable {
    /// Lengths of RSA keys in bits: shorter ones can be broken, longer ones cost whoever checks too much.
    static let rsaBits = 2048...8192
    /// Different bytes of a secret at least.
    ///
    /// One drawn by chance has more, hexadecimal digits included; one that a person
    /// typed by holding a key down has not.
    static let minimumDifferentBytes = 8

    enum Material: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
        case mlDSA65(MLDSA65.PublicKey)
        case mlDSA87(MLDSA87.PublicKey)
        case secret(SymmetricKey)
    }

    /// Its name (RFC 7517 §4.5 `kid`); nil for a key that stands alone.
    public let id: String?
    /// The one algorithm that it is for.
    public let algorithm: JWSAlgorithm
    let material: Material
    /// The secret, set up; nil for public keys.
    let code: MessageCode?

    /// Pairs a key with its algorithm.
    ///
    /// - Throws: ``KeySetError`` where they don't belong together or the key is too short or too long.
    init(id: String?, algorithm: JWSAlgorithm?, material: Material) throws(KeySetError) {
        guard let algorithm = algorithm ?? material.usualAlgorithm else {
            throw KeySetError("it needs an algorithm ('alg')")
        }
        guard material.suits(algorithm) else {
            throw KeySetError("a key of that type is not for \(algorithm.rawValue)")
        }
        var code: MessageCode?
        switch material {
        case .rsa(let key) where !Self.rsaBits.contains(key.keySizeInBits):
            throw KeySetError("RSA keys have \(Self.rsaBits.lowerBound) to \(Self.rsaBits.upperBound) bits here")
        case .secret(let key):
            let needed = algorithm.minimumSecretBytes ?? 0
            guard key.bitCount / 8 >= needed else {
                throw KeySetError("a secret for \(algorithm.rawValue) has at least \(needed) bytes (RFC 7518 §3.2)")
            }
            let different = unsafe key.withUnsafeBytes { bytes in unsafe Set(bytes).count }
            guard different >= Self.minimumDifferentBytes else {
                throw KeySetError(
                    "a secret is drawn by chance ('openssl rand -hex 32'), not the same few bytes over and over")
            }
            code = MessageCode(key, algorithm)
        default: break
        }
        self.id = id
        self.algorithm = algorithm
        self.material = material
        self.code = code
    }

    /// Takes a secret that the issuer shares with us.
    ///
    /// - Throws: ``KeySetError`` where the algorithm is not HS256, HS384 or HS512, or the secret shorter than its digest.
    public init(secret: [UInt8], algorithm: JWSAlgorithm = .hs256, id: String? = nil) throws(KeySetError) {
        try self.init(id: id, algorithm: algorithm, material: .secret(SymmetricKey(data: secret)))
    }
}

extension VerificationKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The algorithm; never the key, which may be a secret.
    public var description: String { "VerificationKey(\(algorithm.rawValue))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension VerificationKey.Material {
    /// The algorithm of a key that says none, where there is a usual one.
    ///
    /// For RSA that is RS256, as issuers that leave it out mean it; never what a token says.
    var usualAlgorithm: JWSAlgorithm? {
        switch self {
        case .rsa: .rs256
        case .p256: .es256
        case .p384: .es384
        case .p521: .es512
        case .ed25519: .edDSA
        case .mlDSA65: .mlDSA65
        case .mlDSA87: .mlDSA87
        case .secret: nil
        }
    }

    /// Whether keys of that type are for the algorithm.
    func suits(_ algorithm: JWSAlgorithm) -> Bool {
        switch self {
        case .rsa: [.rs256, .rs384, .rs512, .ps256, .ps384, .ps512].contains(algorithm)
        case .secret: algorithm.isSymmetric
        default: algorithm == usualAlgorithm
        }
    }
}
