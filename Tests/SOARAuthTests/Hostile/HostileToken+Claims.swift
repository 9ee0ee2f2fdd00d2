//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport

extension HostileToken {
    private static let otherIssuers: [JSONValue?] = [
        nil, .null, "", 1, true, ["https://issuer.example"], "https://issuer.example/", "https://issuer.example ",
        "HTTPS://issuer.example", "https://Issuer.example", "http://issuer.example", "https://issuer.example:443",
        "https://issuer.example.evil.example", "https://evil.example/https://issuer.example", "issuer.example",
        "https://issuer.exampl", "https://issuer.example\u{0}", "https://issuer.example%00",
    ]
    private static let otherAudiences: [JSONValue] = [
        "https://soar.example", "https://soar.example/", "https://soar.example/mcp/", "https://soar.example/MCP",
        "https://soar.example/mc", "https://soar.example/mcp2", "https://soar.example:8443/mcp",
        "http://soar.example/mcp",
        "https://soar.example.evil.example/mcp", "https://evil.example/https://soar.example/mcp", "soar.example/mcp",
        "https://soar.example@evil.example/mcp", "https://a@soar.example/mcp", "https://soar.example/mcp?", "*", "",
        "https://soar.example/mcp#", "https://soar.example/%6dcp", ["other"], ["other", "https://soar.example"],
        "https://soar.example/mcp https://other.example",
    ]
    private static let brokenAudiences: [JSONValue?] = [
        nil, .null, [], 1, true, [[]], [["https://soar.example/mcp"]], ["https://soar.example/mcp", 1], ["a": "b"],
        ["https://soar.example/mcp", .null],
    ]
    private static let brokenTexts: [(String, JSONValue?)] = [
        ("sub", nil), ("sub", .null), ("sub", ""), ("sub", 1), ("sub", ["alice"]), ("sub", "a\u{0}b"), ("sub", "a\nb"),
        ("sub", .string(String(repeating: "s", count: 513))), ("client_id", 1), ("client_id", ""),
        ("client_id", "\u{1B}[31m"),
        ("scope", 1), ("scope", .null), ("scope", ["playbooks:read"]), ("scope", ["a": "b"]), ("scope", "a\tb"),
        ("scope", "a\u{0}b"), ("scope", "a\"b"), ("scope", "a\\b"), ("scope", "é"),
        ("scope", .string(String(repeating: "a ", count: 257))),
    ]
    private static let unreadable = [
        "", "[]", "null", "true", "1", "\"x\"", "{", "{}}", "{\"a\":1,}", "NaN", "{\"exp\":NaN}", "{\"exp\":1e999}",
        "{\"exp\":01}", "{\"a\":\"\u{1}\"}", #"{"a":"\udc00"}"#, String(repeating: "[", count: 10_000),
        String(repeating: "{\"a\":", count: 17) + "1" + String(repeating: "}", count: 17),
    ]

    /// ID tokens, logout tokens and security events, as an issuer makes them that says nothing of the type; RFC 8725 §3.12.
    static let kinds: [HostileToken] =
        ([
            ("at_hash", "x"), ("c_hash", "x"), ("s_hash", "x"), ("at_hash", .null),
            ("events", ["http://schemas.openid.net/event/backchannel-logout": [:]]), ("events", [:]),
        ] as [(String, JSONValue)]).flatMap { name, value in
            [nil, "JWT"].map { (type: JSONValue?) in
                HostileToken("\(name): \(value.text()), typ: \(type?.text() ?? "absent")", .wrongType) { issuer in
                    try issuer.token(header: { $0["typ"] = type }, claims: { $0[name] = value })
                }
            }
        }

    /// RFC 7519 §4.1, RFC 9068 §2.2 and §4, RFC 8725 §3.8, §3.9.
    static let claims: [HostileToken] =
        otherIssuers.map { value in
            HostileToken("iss: \(value?.text() ?? "absent")", .wrongIssuer) { try $0.token(claim: "iss", value) }
        }
        + otherAudiences.map { value in
            HostileToken("aud: \(value.text())", .wrongAudience) { try $0.token(claim: "aud", value) }
        }
        + brokenAudiences.map { value in
            HostileToken("aud: \(value?.text() ?? "absent")", .invalidClaims) { try $0.token(claim: "aud", value) }
        }
        + brokenTexts.map { name, value in
            HostileToken("\(name): \((value?.text() ?? "absent").prefix(40))", .invalidClaims) {
                try $0.token(claim: name, value)
            }
        }
        + unreadable.map { payload in
            HostileToken("payload: \(payload.prefix(24).debugDescription)", .malformedToken) {
                try $0.token(payload: payload)
            }
        } + [
            HostileToken("scp: number", .invalidClaims) { issuer in
                try issuer.token(claims: { claims in
                    claims["scope"] = JSONValue?.none
                    claims["scp"] = 1
                })
            },
            HostileToken("scp: array with a number", .invalidClaims) { issuer in
                try issuer.token(claims: { claims in
                    claims["scope"] = JSONValue?.none
                    claims["scp"] = ["playbooks:read", 1]
                })
            },
            HostileToken("257 audiences", .invalidClaims) {
                try $0.token(claim: "aud", .array([JSONValue](repeating: "https://soar.example/mcp", count: 257)))
            },
            HostileToken("the subject twice", .malformedToken) { issuer in
                try issuer.token(claim: "sub", raw: "\"alice\",\"sub\":\"root\"")
            },
            HostileToken("the subject twice, once escaped", .malformedToken) { issuer in
                try issuer.token(claim: "sub", raw: #""alice","\u0073ub":"root""#)
            },
            HostileToken("2,001 values", .malformedToken) {
                try $0.token(claim: "x", .array([JSONValue](repeating: 1, count: 2001)))
            },
        ]
}
