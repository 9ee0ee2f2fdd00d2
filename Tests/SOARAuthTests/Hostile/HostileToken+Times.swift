//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport

extension HostileToken {
    private static let noTimes = [
        "\"1790003600\"", "null", "true", "[]", "[1790003600]", "{}", "-1", "-0.5", "1e300", "9223372036854775807",
        "9223372036854775808", "253402300800", "1e20", "\"\"",
    ]

    /// RFC 7519 §2 and §4.1.4 to 4.1.6; the issuer's time is 1,790,000,000 and the clock may be 60 s off.
    static let times: [HostileToken] =
        ["exp", "nbf", "iat"].flatMap { name in
            noTimes.map { raw in
                HostileToken("\(name): \(raw)", .invalidClaims) { try $0.token(claim: name, raw: raw) }
            }
        } + [
            HostileToken("exp: absent", .invalidClaims) { try $0.token(claim: "exp", .none) },
            HostileToken("exp: zero", .expired) { try $0.token(claim: "exp", 0) },
            HostileToken("exp: in milliseconds", .invalidClaims) { try $0.token(claim: "exp", 1_790_003_600_000) },
            HostileToken("exp: the skew ago", .expired) { try $0.token(claim: "exp", 1_789_999_940) },
            HostileToken("exp: a part of a second beyond the skew", .expired) {
                try $0.token(claim: "exp", 1_789_999_939.9)
            },
            HostileToken("nbf: just beyond the skew", .notYetValid) { try $0.token(claim: "nbf", 1_790_000_061) },
            HostileToken("nbf: a part of a second beyond the skew", .notYetValid) {
                try $0.token(claim: "nbf", 1_790_000_060.5)
            },
            HostileToken("iat: just beyond the skew", .notYetValid) { try $0.token(claim: "iat", 1_790_000_061) },
            HostileToken("a life a second too long", .excessiveLifetime) {
                try $0.token(claim: "exp", 1_790_086_401)
            },
            HostileToken("a life of years", .excessiveLifetime) { try $0.token(claim: "exp", 253_402_300_799) },
            HostileToken("a life too long, without iat", .excessiveLifetime) { issuer in
                try issuer.token(claims: { claims in
                    claims["iat"] = JSONValue?.none
                    claims["exp"] = 1_790_086_461
                })
            },
            HostileToken("a life too long, issued long ago", .excessiveLifetime) {
                try $0.token(claim: "iat", 1_789_000_000)
            },
        ]
}
