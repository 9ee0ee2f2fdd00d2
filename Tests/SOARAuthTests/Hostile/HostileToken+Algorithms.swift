//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport

extension HostileToken {
    private static let noAlgorithms: [JSONValue] = [
        "none", "None", "NONE", "nOnE", "", "null", "HS1", "RS1", "ES256K", "Ed448", "ES256 ", " ES256", "es256",
        "ES-256",
        "dir", "RSA-OAEP", "A256GCM", "ES256\u{0}", .null, 256, true, ["ES256"], ["alg": "ES256"],
    ]

    /// RFC 8725 §3.1, §3.2; RFC 7518 §3.
    static let algorithms: [HostileToken] =
        noAlgorithms.map { name in
            HostileToken("alg: \(name.text())", .unsupportedAlgorithm) { issuer in
                try issuer.token(signedWith: .es256, naming: name)
            }
        } + [
            HostileToken("alg: absent", .unsupportedAlgorithm) { try $0.token(signedWith: .es256, naming: .none) },
            HostileToken("alg: none without a signature", .malformedToken) { issuer in
                let parts = try issuer.parts()
                return "\(Base64URL.encode("{\"alg\":\"none\"}".utf8)).\(parts[1])."
            },
            HostileToken("alg: none with a signature", .unsupportedAlgorithm) { issuer in
                let parts = try issuer.parts()
                return "\(Base64URL.encode("{\"alg\":\"none\"}".utf8)).\(parts[1]).\(parts[2])"
            },
            HostileToken("HS256 keyed with the PEM of the RSA key", .unsupportedAlgorithm) { issuer in
                let pem = try issuer.key(.rs256).pem ?? ""
                return try issuer.forgedMAC(.hs256, named: issuer.key(.rs256).id, secret: Array(pem.utf8))
            },
            HostileToken("HS256 keyed with the JWK of the EC key", .unsupportedAlgorithm) { issuer in
                let key = try issuer.key(.es256)
                return try issuer.forgedMAC(.hs256, named: key.id, secret: Array(JSONValue.object(key.jwk).text().utf8))
            },
            HostileToken("HS256 keyed with nothing", .unsupportedAlgorithm) { issuer in
                try issuer.forgedMAC(.hs256, named: issuer.key(.es256).id, secret: [0])
            },
            HostileToken("HS256 with an own secret where none is allowed", .unsupportedAlgorithm) {
                try $0.token(.hs256)
            },
            HostileToken("RS256 named, ES256 key", .wrongKeyAlgorithm) {
                try $0.token(signedWith: .es256, naming: "RS256")
            },
            HostileToken("ES384 named, ES256 key", .wrongKeyAlgorithm) {
                try $0.token(signedWith: .es256, naming: "ES384")
            },
            HostileToken("PS256 with the key for RS256", .wrongKeyAlgorithm) { issuer in
                try issuer.token(header: #"{"alg":"PS256","kid":"key-RS256","typ":"at+jwt"}"#)
            },
            HostileToken("RS512 with the key for RS256", .wrongKeyAlgorithm) { issuer in
                try issuer.token(header: #"{"alg":"RS512","kid":"key-RS256","typ":"at+jwt"}"#)
            },
            HostileToken("RS256 key signs with PSS", .invalidSignature) { issuer in
                let input = try issuer.input(.rs256)
                let bytes = try issuer.key(.rs256).signature(over: Array(input.utf8), algorithm: .ps256)
                return "\(input).\(Base64URL.encode(bytes))"
            },
            HostileToken("PS256 key signs with PKCS#1 v1.5", .invalidSignature) { issuer in
                let input = try issuer.input(.ps256)
                let bytes = try issuer.key(.ps256).signature(over: Array(input.utf8), algorithm: .rs256)
                return "\(input).\(Base64URL.encode(bytes))"
            },
            HostileToken("ECDSA with r and s zero", .invalidSignature) { issuer in
                try issuer.token(.es256, signature: [UInt8](repeating: 0, count: 64))
            },
            HostileToken("ECDSA with r zero", .invalidSignature) { issuer in
                let right = try issuer.signature(.es256)
                return try issuer.token(.es256, signature: [UInt8](repeating: 0, count: 32) + right.suffix(32))
            },
            HostileToken("ECDSA with s zero", .invalidSignature) { issuer in
                let right = try issuer.signature(.es256)
                return try issuer.token(.es256, signature: right.prefix(32) + [UInt8](repeating: 0, count: 32))
            },
            HostileToken("ECDSA with r and s of the curve's order", .invalidSignature) { issuer in
                let order: [UInt8] =
                    [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8) + [
                        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
                    ]
                return try issuer.token(.es256, signature: order + order)
            },
            HostileToken("ECDSA in DER", .invalidSignature) { issuer in
                let input = try issuer.input(.es256)
                let bytes = try issuer.key(.es256).derSignature(over: Array(input.utf8))
                return "\(input).\(Base64URL.encode(bytes))"
            },
            HostileToken("ECDSA with r and s swapped", .invalidSignature) { issuer in
                let right = try issuer.signature(.es256)
                return try issuer.token(.es256, signature: right.suffix(32) + right.prefix(32))
            },
        ] + cutSignatures + foreignSignatures

    /// A signature that is one byte short, one long, or half.
    private static let cutSignatures = JWSAlgorithm.allCases.filter { !$0.isSymmetric }.flatMap { algorithm in
        [
            HostileToken("\(algorithm.rawValue): a byte less", .invalidSignature) { issuer in
                try issuer.token(algorithm, signature: issuer.signature(algorithm).dropLast())
            },
            HostileToken("\(algorithm.rawValue): a byte more", .invalidSignature) { issuer in
                try issuer.token(algorithm, signature: issuer.signature(algorithm) + [0])
            },
            HostileToken("\(algorithm.rawValue): a zero before", .invalidSignature) { issuer in
                try issuer.token(algorithm, signature: [0] + issuer.signature(algorithm))
            },
        ]
    }

    /// A signature with one bit turned, and one over other claims.
    private static let foreignSignatures = JWSAlgorithm.allCases.filter { !$0.isSymmetric }.flatMap { algorithm in
        [
            HostileToken("\(algorithm.rawValue): a bit turned", .invalidSignature) { issuer in
                var bytes = try issuer.signature(algorithm)
                bytes[bytes.count / 2] ^= 1
                return try issuer.token(algorithm, signature: bytes)
            },
            HostileToken("\(algorithm.rawValue): other claims", .invalidSignature) { issuer in
                var parts = try issuer.parts(algorithm)
                parts[1] = Base64URL.encode(
                    JSONValue.object(issuer.claims.merging(["sub": "root"])).text().utf8)
                return parts.joined(separator: ".")
            },
        ]
    }
}

extension TestIssuer {
    /// What is signed in a right token.
    func input(_ algorithm: JWSAlgorithm) throws -> String {
        try parts(algorithm).prefix(2).joined(separator: ".")
    }

    func signature(_ algorithm: JWSAlgorithm) throws -> [UInt8] {
        try key(algorithm).signature(over: Array(input(algorithm).utf8), algorithm: algorithm)
    }

    /// A right token with another signature.
    func token(_ algorithm: JWSAlgorithm, signature: some Collection<UInt8>) throws -> String {
        "\(try input(algorithm)).\(Base64URL.encode(signature))"
    }
}
