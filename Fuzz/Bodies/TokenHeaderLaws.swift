//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// What holds for any header, whoever signed it.
enum TokenHeaderLaws {
    private static let refused = ["crit", "b64", "jku", "jwk", "x5u", "x5c", "enc", "zip"]

    static func check(_ input: [UInt8]) throws(FuzzFinding) {
        guard let keys = TokenLaws.keys else { throw FuzzFinding(description: "The key of the fuzzer can't be used.") }
        let token = TokenLaws.signed(header: input, payload: Array("{}".utf8))
        let header: JSONObject
        do throws(AuthenticationFailure) {
            header = try TokenLaws.verifier.verify(token, keys: keys).header
        } catch {
            try expect(error != .invalidSignature, "A right signature is refused.")
            return
        }
        try expect((try? JSONParser.parse(input)) == .object(header), "The header that is given is another one.")
        try expect(header["alg"] == "HS256", "The algorithm is \(header["alg"]?.text() ?? "missing").")
        try expect(header["kid"] == nil || header["kid"] == "k", "The key is \(header["kid"]?.text() ?? "").")
        for name in refused { try expect(header[name] == nil, "'\(name)' is let through.") }
    }
}
