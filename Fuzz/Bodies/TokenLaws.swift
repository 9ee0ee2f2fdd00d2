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
        let verified: VerifiedJWS
        do throws(AuthenticationFailure) {
            verified = try verifier.verify(text, keys: keys)
        } catch {
            let possible: [AuthenticationFailure] = [
                .malformedToken, .unsupportedAlgorithm, .unacceptableHeader, .unknownKey, .wrongKeyAlgorithm,
                .invalidSignature,
            ]
            try expect(possible.contains(error), "It is refused as \(error).")
            try expect(parts.count == 3 || error == .malformedToken, "\(parts.count) parts are refused as \(error).")
            return
        }
        try expect(parts.count == 3, "\(parts.count) parts are let through.")
        try expect(signed(header: verified, parts), "What is let through has another text or signature.")
        try expect(verified.header["alg"] == "HS256" && verified.header["crit"] == nil, "Another header.")
        try expect(verified.header["kid"] == nil || verified.header["kid"] == "k", "Another key.")
    }

    /// Whether the bytes that were let through have no other text, signature included.
    private static func signed(header verified: VerifiedJWS, _ parts: [Substring.UTF8View]) -> Bool {
        guard let header = Base64URL.decode(Array(parts[0])[...]) else { return false }
        return signed(header: header, payload: verified.payload).utf8.elementsEqual(parts.joined(separator: ".".utf8))
    }

    /// A token over these parts that is signed rightly.
    static func signed(header: [UInt8], payload: [UInt8]) -> String {
        let input = "\(Base64URL.encode(header)).\(Base64URL.encode(payload))"
        let code = HMAC<SHA256>.authenticationCode(for: Array(input.utf8), using: SymmetricKey(data: keyBytes))
        return "\(input).\(Base64URL.encode(Array(code)))"
    }
}
