//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import CryptoExtras
package import SOARAuth
package import SOARCore

/// The half of a key that an issuer keeps, for tests: signs, and shows its public half as a JWK.
package struct SigningKey: Sendable {
    enum Material: Sendable {
        case rsa(_RSA.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
        case mlDSA65(MLDSA65.PrivateKey)
        case mlDSA87(MLDSA87.PrivateKey)
        case secret(SymmetricKey)
    }

    package let id: String
    package let algorithm: JWSAlgorithm
    let material: Material

    /// Makes a new key.
    package init(_ algorithm: JWSAlgorithm, id: String? = nil) throws {
        self.id = id ?? "key-\(algorithm.rawValue)"
        self.algorithm = algorithm
        material =
            switch algorithm {
            case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048))
            case .es256: .p256(P256.Signing.PrivateKey())
            case .es384: .p384(P384.Signing.PrivateKey())
            case .es512: .p521(P521.Signing.PrivateKey())
            case .edDSA: .ed25519(Curve25519.Signing.PrivateKey())
            case .mlDSA65: .mlDSA65(try MLDSA65.PrivateKey())
            case .mlDSA87: .mlDSA87(try MLDSA87.PrivateKey())
            case .hs256, .hs384, .hs512: .secret(SymmetricKey(size: SymmetricKeySize(bitCount: 512)))
            }
    }

    /// The signature over the bytes; with another algorithm of the same key type where one is given.
    package func signature(over bytes: [UInt8], algorithm: JWSAlgorithm? = nil) throws -> [UInt8] {
        switch (material, algorithm ?? self.algorithm) {
        case (.rsa(let key), .rs384):
            Array(try key.signature(for: SHA384.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
        case (.rsa(let key), .rs512):
            Array(try key.signature(for: SHA512.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
        case (.rsa(let key), .ps256):
            Array(try key.signature(for: SHA256.hash(data: bytes), padding: .PSS).rawRepresentation)
        case (.rsa(let key), .ps384):
            Array(try key.signature(for: SHA384.hash(data: bytes), padding: .PSS).rawRepresentation)
        case (.rsa(let key), .ps512):
            Array(try key.signature(for: SHA512.hash(data: bytes), padding: .PSS).rawRepresentation)
        case (.rsa(let key), _):
            Array(try key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
        case (.p256(let key), _): Array(try key.signature(for: bytes).rawRepresentation)
        case (.p384(let key), _): Array(try key.signature(for: bytes).rawRepresentation)
        case (.p521(let key), _): Array(try key.signature(for: bytes).rawRepresentation)
        case (.ed25519(let key), _): Array(try key.signature(for: bytes))
        case (.mlDSA65(let key), _): Array(try key.signature(for: bytes))
        case (.mlDSA87(let key), _): Array(try key.signature(for: bytes))
        case (.secret(let key), .hs384): Array(HMAC<SHA384>.authenticationCode(for: bytes, using: key))
        case (.secret(let key), .hs512): Array(HMAC<SHA512>.authenticationCode(for: bytes, using: key))
        case (.secret(let key), _): Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
        }
    }

    /// The same signature as DER has it, for a key on P-256.
    package func derSignature(over bytes: [UInt8]) throws -> [UInt8] {
        guard case .p256(let key) = material else { return [] }
        return Array(try key.signature(for: bytes).derRepresentation)
    }

    /// The public half in PEM form, where the type has one.
    package var pem: String? {
        switch material {
        case .rsa(let key): key.publicKey.pemRepresentation
        case .p256(let key): key.publicKey.pemRepresentation
        case .p384(let key): key.publicKey.pemRepresentation
        case .p521(let key): key.publicKey.pemRepresentation
        default: nil
        }
    }

    /// The public half as a JWK with `kid`, `alg` and `use`; a secret as it is.
    package var jwk: JSONObject {
        var members: JSONObject = ["kid": .string(id), "alg": .string(algorithm.rawValue), "use": "sig"]
        func set(_ name: String, _ bytes: some Collection<UInt8>) { members[name] = .string(Base64URL.encode(bytes)) }
        func set(curve: String, _ point: some Collection<UInt8>) {
            members["kty"] = "EC"
            members["crv"] = .string(curve)
            set("x", point.dropFirst().prefix(point.count / 2))
            set("y", point.suffix(point.count / 2))
        }
        switch material {
        case .rsa(let key):
            members["kty"] = "RSA"
            if let parts = try? key.publicKey.getKeyPrimitives() {
                set("n", parts.modulus)
                set("e", parts.publicExponent)
            }
        case .p256(let key): set(curve: "P-256", key.publicKey.x963Representation)
        case .p384(let key): set(curve: "P-384", key.publicKey.x963Representation)
        case .p521(let key): set(curve: "P-521", key.publicKey.x963Representation)
        case .ed25519(let key):
            members["kty"] = "OKP"
            members["crv"] = "Ed25519"
            set("x", key.publicKey.rawRepresentation)
        case .mlDSA65(let key):
            members["kty"] = "AKP"
            set("pub", key.publicKey.rawRepresentation)
        case .mlDSA87(let key):
            members["kty"] = "AKP"
            set("pub", key.publicKey.rawRepresentation)
        case .secret(let key):
            members["kty"] = "oct"
            unsafe key.withUnsafeBytes { bytes in unsafe set("k", Array(bytes)) }
        }
        return members
    }
}
