//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport

extension HostileToken {
    private static let strangeNames: [String] = [
        "unknown", "key-es256", "KEY-ES256", "key-ES256 ", " key-ES256", "key-ES25", "key-ES2566", "../../etc/passwd",
        "/dev/null", "' OR '1'='1", "key-ES256' --", "$(id)", "key-ES256\u{0}", "\u{0}", "%00", "key-ES256\n", "0", "*",
        ".*",
        "keys[0]", "clé", "🔑", "key-HS256", String(repeating: "k", count: 256),
    ]
    private static let members: [(String, JSONValue)] = [
        ("jku", "https://evil.example/keys"), ("jku", ""), ("x5u", "https://evil.example/cert"), ("x5c", ["MIIB"]),
        ("jwk", ["kty": "oct", "k": "AAAA"]), ("jwk", .null), ("enc", "A256GCM"), ("zip", "DEF"),
    ]

    /// RFC 8725 §3.10; RFC 7515 §4.1.4.
    static let keys: [HostileToken] =
        strangeNames.map { name in
            HostileToken("kid: \(name.prefix(24).debugDescription)", .unknownKey) { issuer in
                try issuer.token(header: { $0["kid"] = .string(name) })
            }
        }
        + members.map { member, value in
            HostileToken("\(member) in the header: \(value.text())", .unacceptableHeader) { issuer in
                try issuer.token(header: { $0[member] = value })
            }
        } + [
            HostileToken("kid: absent", .unknownKey) { try $0.token(header: { $0["kid"] = JSONValue?.none }) },
            HostileToken("kid: empty", .unacceptableHeader) { try $0.token(header: { $0["kid"] = "" }) },
            HostileToken("kid: too long", .unacceptableHeader) {
                try $0.token(header: { $0["kid"] = .string(String(repeating: "k", count: 257)) })
            },
            HostileToken("kid: number", .unacceptableHeader) { try $0.token(header: { $0["kid"] = 1 }) },
            HostileToken("kid: null", .unacceptableHeader) { try $0.token(header: { $0["kid"] = .null }) },
            HostileToken("kid: array", .unacceptableHeader) { try $0.token(header: { $0["kid"] = ["key-ES256"] }) },
            HostileToken("kid of another key of the same type", .invalidSignature) { issuer in
                let input = try issuer.input(.rs384)
                let bytes = try issuer.key(.rs256).signature(over: Array(input.utf8), algorithm: .rs384)
                return "\(input).\(Base64URL.encode(bytes))"
            },
            HostileToken("an impostor's key", .invalidSignature) { try $0.impostorToken() },
            HostileToken("an impostor's key, brought along", .unacceptableHeader) { issuer in
                let impostor = try TestIssuer([.es256])
                let key = try impostor.key(.es256).jwk
                return try impostor.token(header: { $0["jwk"] = .object(key) })
            },
            HostileToken("the key for HS512 where secrets are not in the set", .unsupportedAlgorithm) {
                try $0.token(.hs512)
            },
        ]
}
