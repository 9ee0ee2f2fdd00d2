//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import SOARAuth
import SOARCore

/// What holds for any text that is presented as a signed token.
enum TokenLaws {
    static let keyBytes = Array("a secret of 32 bytes for fuzzing".utf8)
    static let keys = try? JSONWebKeySet([VerificationKey(secret: keyBytes, id: "k")])
    static let verifier = JWSVerifier(algorithms: [.hs256])

    static func check(_ input: [UInt8]) throws(FuzzFinding) {
        guard let keys else { throw FuzzFinding(description: "The key of the fuzzer can't be used.") }
        let text = String(decoding: input, as: UTF8.self)
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        do throws(AuthenticationFailure) {
            let verified = try verifier.verify(text, keys: keys)
            try isRight(verified, parts.map(Array.init))
        } catch {
            let possible: [AuthenticationFailure] = [
                .malformedToken, .unsupportedAlgorithm, .unacceptableHeader, .unknownKey, .invalidSignature,
            ]
            try expect(possible.contains(error), "It is refused as \(error).")
            try expect(parts.count == 3 || error == .malformedToken, "\(parts.count) parts are refused as \(error).")
        }
    }

    /// Whoever is let through has the one text that its bytes have, and a signature that is made anew alike.
    private static func isRight(_ verified: VerifiedJWS, _ parts: [[UInt8]]) throws(AuthenticationFailure) {
        let input = parts[0] + [UInt8(ascii: ".")] + parts[1]
        let code = HMAC<SHA256>.authenticationCode(for: input, using: SymmetricKey(data: keyBytes))
        guard parts.count == 3, Array(Base64URL.encode(Array(code)).utf8) == parts[2],
            Array(Base64URL.encode(verified.payload).utf8) == parts[1], verified.header["alg"] == "HS256",
            verified.header["kid"] == nil || verified.header["kid"] == "k", verified.header["crit"] == nil
        else { throw .unknown }
    }

    /// A token over these parts that is signed rightly.
    static func signed(header: [UInt8], payload: [UInt8]) -> String {
        let input = "\(Base64URL.encode(header)).\(Base64URL.encode(payload))"
        let code = HMAC<SHA256>.authenticationCode(for: Array(input.utf8), using: SymmetricKey(data: keyBytes))
        return "\(input).\(Base64URL.encode(Array(code)))"
    }
}
