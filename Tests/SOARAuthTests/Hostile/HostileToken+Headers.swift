//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport

extension HostileToken {
    private static let otherTypes: [JSONValue] = [
        "JWT", "jwt", "id_token+jwt", "logout+jwt", "dpop+jwt", "secevent+jwt", "at+jw", "at+jwt2", "at +jwt", "",
        "JOSE",
        "application/jwt", "text/at+jwt", "application/application/at+jwt",
    ]
    private static let critical: [JSONValue] = [
        ["b64"], ["exp"], ["unknown"], [], .null, "exp", [1], ["alg"], ["crit"],
    ]
    private static let unreadable = [
        "", "{}x", "[]", "null", "true", "1", "\"alg\"", "{", "{\"alg\":}", "{'alg':'ES256'}", "{\"alg\":\"ES256\",}",
        "\u{FEFF}{\"alg\":\"ES256\"}", "{\"alg\":\"ES256\"}{\"alg\":\"ES256\"}",
        #"{"alg":"ES256","alg":"none","kid":"key-ES256","typ":"at+jwt"}"#,
        #"{"alg":"none","alg":"ES256","kid":"key-ES256","typ":"at+jwt"}"#,
        #"{"alg":"ES256","kid":"key-ES256","kid":"other","typ":"at+jwt"}"#,
        #"{"alg":"ES256","kid":"key-ES256","\u0061lg":"none"}"#,
        #"{"alg":"ES256","kid":"key-ES256","typ":"\ud800"}"#,
        #"{"alg":"ES256","kid":"key-ES256","typ":"at+jwt","a":{"b":{"c":{}}}}"#,
    ]

    /// RFC 7515 §4.1, RFC 7797, RFC 8725 §2.4, §3.11, RFC 9068 §4.
    static let headers: [HostileToken] =
        otherTypes.map { type in
            HostileToken("typ: \(type.text())", .wrongType) { issuer in try issuer.token(header: { $0["typ"] = type }) }
        }
        + critical.map { names in
            HostileToken("crit: \(names.text())", .unacceptableHeader) { issuer in
                try issuer.token(header: { $0["crit"] = names })
            }
        }
        + unreadable.enumerated().map { index, header in
            HostileToken("header \(index): \(header.debugDescription)", .malformedToken) { issuer in
                try issuer.token(header: header)
            }
        } + [
            HostileToken("typ: absent", .wrongType) { try $0.token(header: { $0["typ"] = JSONValue?.none }) },
            HostileToken("typ: number", .unacceptableHeader) { try $0.token(header: { $0["typ"] = 1 }) },
            HostileToken("typ: null", .unacceptableHeader) { try $0.token(header: { $0["typ"] = .null }) },
            HostileToken("b64: false", .unacceptableHeader) { try $0.token(header: { $0["b64"] = false }) },
            HostileToken("b64: true", .unacceptableHeader) { try $0.token(header: { $0["b64"] = true }) },
            HostileToken("cty: JWT", .unacceptableHeader) { try $0.token(header: { $0["cty"] = "JWT" }) },
            HostileToken("cty: application/jwt", .unacceptableHeader) {
                try $0.token(header: { $0["cty"] = "application/jwt" })
            },
            HostileToken("65 members", .malformedToken) { issuer in
                try issuer.token(header: { header in
                    for index in 0..<65 { header["m\(index)"] = 1 }
                })
            },
            HostileToken("more than 4 KiB", .malformedToken) { issuer in
                try issuer.token(header: { $0["x"] = .string(String(repeating: "x", count: 4096)) })
            },
        ]
}
