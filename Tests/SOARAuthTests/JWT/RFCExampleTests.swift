//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import Testing

/// The examples of RFC 7515 Appendix A, RFC 7520 §4 and RFC 8037 Appendix A, with the results that they document.
@Suite struct RFCExampleTests {
    struct Example: Codable, Sendable, CustomTestStringConvertible {
        let name: String
        let key: [String: String]
        let token: String
        var payload: String?
        var refusal: String?

        var testDescription: String { name }
    }

    static let all: [Example] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "rfc-examples.json")
        return (try? JSONDecoder().decode([Example].self, from: Data(contentsOf: file))) ?? []
    }()

    private let verifier = JWSVerifier(algorithms: Set(JWSAlgorithm.allCases))

    @Test func thereAreAllOfThem() { #expect(Self.all.count == 14) }

    @Test(arguments: all) func asDocumented(_ example: Example) throws {
        let document = Array(
            "{\"keys\":[\(String(decoding: try JSONEncoder().encode(example.key), as: UTF8.self))]}".utf8)
        let keys = try JSONWebKeySet(decoding: document, acceptsSecrets: true)
        do throws(AuthenticationFailure) {
            let verified = try verifier.verify(example.token, keys: keys)
            #expect(example.refusal == nil)
            #expect(Base64URL.encode(verified.payload) == example.payload)
        } catch {
            #expect(error.label == example.refusal)
        }
    }

    @Test(arguments: all.filter { $0.refusal == nil }) func notWithOneByteChanged(_ example: Example) throws {
        let document = Array(
            "{\"keys\":[\(String(decoding: try JSONEncoder().encode(example.key), as: UTF8.self))]}".utf8)
        let keys = try JSONWebKeySet(decoding: document, acceptsSecrets: true)
        var parts = example.token.split(separator: ".").map(String.init)
        var payload = try #require(Base64URL.decode(parts[1]))
        payload[0] ^= 1
        parts[1] = Base64URL.encode(payload)
        #expect(throws: AuthenticationFailure.invalidSignature) {
            try verifier.verify(parts.joined(separator: "."), keys: keys)
        }
    }
}
