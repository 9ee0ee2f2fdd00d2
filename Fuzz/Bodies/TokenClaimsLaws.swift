//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

import struct Foundation.Date

/// What holds for any claims whose signature was right: none is believed that Foundation's numbers don't bear out.
enum TokenClaimsLaws {
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)
    private static let issuer = TokenLaws.keys.flatMap { try? JWTIssuer("i", audiences: ["a"], keys: $0) }

    static func check(_ input: [UInt8]) throws(FuzzFinding) {
        guard let issuer else { throw FuzzFinding(description: "The issuer of the fuzzer can't be used.") }
        guard let claims = try? JWTClaims(input), let caller = try? issuer.caller(claims, at: now) else { return }
        guard let members = try? JSONParser.parse(input).objectValue else {
            throw FuzzFinding(description: "Claims are believed that are no JSON object.")
        }
        try expect(members["sub"]?.stringValue == caller.subject && !caller.subject.isEmpty, "Another subject.")
        guard let expiry = members["exp"]?.doubleValue else { throw FuzzFinding(description: "No expiry.") }
        let time = now.timeIntervalSince1970
        try expect(expiry + 60 > time, "It has expired.")
        try expect((members["nbf"]?.doubleValue ?? 0) <= time + 60, "It is not valid yet.")
        try expect((members["iat"]?.doubleValue ?? 0) <= time + 60, "It is issued in the future.")
        try expect(expiry - (members["iat"]?.doubleValue ?? time) <= 86_460, "It lives too long.")
        let audience = members["aud"]?.stringValue.map { [$0] } ?? members["aud"]?.arrayValue?.compactMap(\.stringValue)
        try expect(audience == caller.audience && caller.audience.contains("a"), "It is for somebody else.")
        let scopes = members["scope"]?.stringValue ?? ""
        if members["scope"] != nil {
            let words = Set(scopes.split(separator: " ").map(String.init))
            try expect(Set(caller.scopes.map(\.rawValue)) == words, "Other scopes.")
        }
    }
}
