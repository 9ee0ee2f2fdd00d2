//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import SOARAuth
import SOARAuthTesting
import SOARCore
import TestSupport
import Testing

/// The examples of Docs/token-verifiers.md do what the page says, and are what the page shows.
@Suite struct VerifierExamplesTests {
    private static let here = URL(filePath: #filePath).deletingLastPathComponent()

    @Test func thePageShowsThisCode() throws {
        let page = try TestSources.page("token-verifiers.md")
        let code = try String(contentsOf: Self.here.appending(path: "VerifierExamples.swift"), encoding: .utf8)
        let blocks = page.components(separatedBy: "```swift\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        #expect(blocks.count == 3)
        for block in blocks { #expect(code.contains(block), "\(block.prefix(80))") }
    }

    @Test func theProxyIsBelievedByItsSecretOnly() async throws {
        let provider = ProxyAuthProvider(proxySecret: APITokenHash(of: "between us"))
        func request(_ fields: (String, String)...) throws -> HTTPRequest {
            var request = HTTPRequest(method: .post, scheme: nil, authority: "localhost", path: "/mcp")
            for (name, value) in fields {
                request.headerFields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
            }
            return request
        }
        let right = try request(("X-User", "alice"), ("X-Proxy-Secret", "between us"))
        let caller = try await provider.authenticate(right)
        #expect(caller.subject == "alice")
        let guessed = try request(("X-User", "alice"), ("X-Proxy-Secret", "guess"))
        await #expect(throws: AuthenticationFailure.unknown) { try await provider.authenticate(guessed) }
        let doubled = try request(("X-User", "alice"), ("X-User", "root"), ("X-Proxy-Secret", "between us"))
        await #expect(throws: AuthenticationFailure.missing) { try await provider.authenticate(doubled) }
    }

    @Test func theDirectoryKeepsTheContract() async {
        struct Down: Error {}
        let isDown = TestFlag()
        let verifier = DirectoryVerifier { user, password in
            if isDown.isSet { throw Down() }
            return user == "alice" && password == "right"
        }
        func token(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
        let contract = TokenVerifierContract(
            verifier: verifier, accepted: [token("alice:right")],
            refused: [token("alice:wrong"), token("alice:"), token("*:right"), token(":right"), "opaque"],
            outage: { isDown.set() })
        #expect(await contract.violations() == [])
    }

    @Test func eachTenantHasItsIssuer() async throws {
        let issuer = try TestIssuer.standard.get()
        let blue = try JWTVerifier(
            issuer: TestIssuer.name, audience: TestIssuer.audience,
            keys: JSONWebKeySet(decoding: issuer.document()), now: { issuer.time })
        let other = try JWTVerifier(
            issuer: "https://other.example", audience: TestIssuer.audience,
            keys: JSONWebKeySet(decoding: TestIssuer([.es256]).document()), now: { issuer.time })
        let verifier = AnyOfTokenVerifier([
            TenantVerifier(tenant: TenantID(rawValue: "red"), issuer: other),
            TenantVerifier(tenant: TenantID(rawValue: "blue"), issuer: blue),
        ])
        let caller = try await verifier.verify(BearerToken(issuer.token(claims: { $0["tenant"] = "red" })))
        #expect(caller?.tenant == TenantID(rawValue: "blue"))
        let stranger = try issuer.token(claims: { $0["iss"] = "https://nobody.example" })
        await #expect(throws: AuthenticationFailure.wrongIssuer) { try await verifier.verify(BearerToken(stranger)) }
    }
}
