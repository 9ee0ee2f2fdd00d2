//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import SOARAuth
import SOARCore
import TestSupport

extension TestIssuer {
    /// A token with a code of authentication that somebody made from what everybody may know.
    func forgedMAC(_ algorithm: JWSAlgorithm, named keyID: String, secret: [UInt8]) throws -> String {
        let header: JSONValue = ["alg": .string(algorithm.rawValue), "kid": .string(keyID), "typ": "at+jwt"]
        let input = "\(Base64URL.encode(header.text().utf8)).\(Base64URL.encode(JSONValue.object(claims).text().utf8))"
        let code = HMAC<SHA256>.authenticationCode(for: Array(input.utf8), using: SymmetricKey(data: secret))
        return "\(input).\(Base64URL.encode(Array(code)))"
    }

    /// A right token of somebody else who says that it is this one.
    func impostorToken(header change: (inout JSONObject) -> Void = { _ in }) throws -> String {
        try TestIssuer([.es256]).token(header: change)
    }
}
