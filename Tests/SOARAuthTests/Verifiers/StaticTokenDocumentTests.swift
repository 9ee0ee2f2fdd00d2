//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Testing

@Suite struct StaticTokenDocumentTests {
    /// SHA-256 of "secret".
    private static let hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"

    private func verifier(_ document: String) throws -> StaticTokenVerifier {
        try StaticTokenVerifier(document: Array(document.utf8))
    }

    @Test func callersAreKnownByHash() throws {
        let verifier = try verifier(
            #"{"tokens": [{"sha256": "\#(Self.hash)", "subject": "alice", "client": "cli", "scopes": ["playbooks:read"]}]}"#
        )
        let caller = verifier.verify(BearerToken("secret"))
        #expect(caller?.subject == "alice")
        #expect(caller?.client == "cli")
        #expect(caller?.scopes == [.playbooksRead])
        #expect(verifier.verify(BearerToken(Self.hash)) == nil)
    }

    @Test(arguments: [
        ("", "no JSON"), ("[]", "'tokens'"), (#"{"tokens": []}"#, "'tokens'"),
        (#"{"tokens": [1]}"#, "tokens[0] is no object"),
        (#"{"tokens": [{"sha256": "ab", "subject": "a"}]}"#, "64 hexadecimal digits"),
        (#"{"tokens": [{"sha256": "\#(hash)"}]}"#, "'subject' is missing"),
        (#"{"tokens": [{"sha256": "\#(hash)", "subject": "a", "scopes": ["x"]}]}"#, "'x' is unknown"),
        (#"{"tokens": [{"sha256": "\#(hash)", "subject": "a", "scopes": "x"}]}"#, "array of texts"),
        (#"{"tokens": [{"sha256": "\#(hash)", "subject": "a"}, {"sha256": "\#(hash)", "subject": "b"}]}"#, "twice"),
    ]) func whatIsWrongIsNamed(_ document: String, _ words: String) {
        let error = #expect(throws: KeySetError.self) { try verifier(document) }
        #expect(error?.message.contains(words) == true)
    }
}
