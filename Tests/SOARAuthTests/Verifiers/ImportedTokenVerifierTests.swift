//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import SOARAuth
import SOARCore
import TestSupport
import Testing

@Suite("Tokens of the predecessor")
struct ImportedTokenVerifierTests {
    private static let token = "kQ3vZ0nB7xYw2LrT9uHsJ4mPfD6aGcE1iK8oV5yN-_M"
    private static let other = "Wd1sK8pLq0ZxCv7bNm3gHj5tYr2eUi9oA4fT6_-kRzQ"
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private static func stored(
        _ token: String, state: APIToken.State = .enabled, expiresAt: Date? = nil, isImported: Bool = true
    ) -> APIToken {
        APIToken(
            id: APITokenID(rawValue: 7), name: "old", summary: "", tenant: .default, scopes: Scope.standard,
            prefix: "", hash: APITokenHash(of: token), state: state, createdAt: start, expiresAt: expiresAt,
            lastUsedAt: nil, useCount: 0, isImported: isImported)
    }

    private static func verifier(_ store: CountingTokenStore) -> DatabaseTokenVerifier {
        DatabaseTokenVerifier(store, now: { start })
    }

    @Test("are looked up once, and what is not among them is left to others")
    func known() async throws {
        let store = CountingTokenStore(InMemoryStore(), imported: [Self.stored(Self.token)])
        let verifier = Self.verifier(store)
        for _ in 0..<3 {
            #expect(try await verifier.verify(BearerToken(Self.token))?.name == "old")
        }
        #expect(store.lookUps == 1 && store.importQuestions == 1)
        #expect(try await verifier.verify(BearerToken(Self.other)) == nil)
        #expect(store.lookUps == 2)
    }

    @Test("cost nothing where there are none, nor in any other form")
    func none() async throws {
        let store = CountingTokenStore(InMemoryStore())
        let verifier = Self.verifier(store)
        for index in 0..<100 {
            let guess = String(Self.token.dropLast(2)) + String(10 + index % 90)
            #expect(try await verifier.verify(BearerToken(guess)) == nil)
        }
        #expect(store.lookUps == 0 && store.importQuestions == 1)
        let some = CountingTokenStore(InMemoryStore(), imported: [Self.stored(Self.token)])
        for form in ["", "x", Self.token + "x", String(Self.token.dropLast()), "=" + Self.token.dropFirst(), "a.b.c"] {
            #expect(try await Self.verifier(some).verify(BearerToken(form)) == nil)
        }
        #expect(some.lookUps == 0 && some.importQuestions == 0)
    }

    @Test("are refused when they are off or have ended, and are not confused with tokens of ours")
    func refused() async throws {
        for (stored, failure) in [
            (Self.stored(Self.token, state: .disabled), AuthenticationFailure.disabled),
            (Self.stored(Self.token, state: .revoked), .revoked),
            (Self.stored(Self.token, expiresAt: Self.start), .expired),
        ] {
            let store = CountingTokenStore(InMemoryStore(), imported: [stored])
            await #expect(throws: failure) { try await Self.verifier(store).verify(BearerToken(Self.token)) }
        }
        let ours = CountingTokenStore(InMemoryStore(), imported: [Self.stored(Self.token, isImported: false)])
        #expect(try await Self.verifier(ours).verify(BearerToken(Self.token)) == nil)
    }

    @Test("that can't be looked up are neither refused nor let through")
    func outage() async throws {
        let store = CountingTokenStore(InMemoryStore(), imported: [Self.stored(Self.token)])
        store.isBroken = true
        let failure = await #expect(throws: AuthenticationFailure.self) {
            try await Self.verifier(store).verify(BearerToken(Self.token))
        }
        #expect(failure?.status == 503)
        // An authorization server's token of another form is not held up.
        #expect(try await Self.verifier(store).verify(BearerToken("opaque-of-somebody-else")) == nil)
    }

    @Test("may come in a query where other opaque tokens may not, and those go nowhere")
    func query() async throws {
        let store = CountingTokenStore(InMemoryStore(), imported: [Self.stored(Self.token)])
        let database = Self.verifier(store)
        let server = StaticTokenVerifier([Self.other: AccessToken(subject: "remote", client: "c")])
        let provider = BearerAuthProvider(
            verifier: AnyOfTokenVerifier([database, server]), queryShapes: [.apiToken, .opaque],
            queryVerifier: AnyOfTokenVerifier([database]), now: { Self.start })
        func authenticate(query: String? = nil, header: String? = nil) async throws(AuthenticationFailure) -> String {
            var request = HTTPRequest(
                method: .post, scheme: "http", authority: "localhost",
                path: "/mcp" + (query.map { "?token=\($0)" } ?? ""))
            if let header { request.headerFields[.authorization] = "Bearer \(header)" }
            return try await provider.authenticate(request).name
        }
        #expect(try await authenticate(query: Self.token) == "old")
        #expect(try await authenticate(header: Self.token) == "old")
        #expect(try await authenticate(header: Self.other) == "remote")
        await #expect(throws: AuthenticationFailure.malformedQuery) { try await authenticate(query: Self.other) }
        await #expect(throws: AuthenticationFailure.malformedQuery) {
            try await authenticate(query: Self.token, header: Self.other)
        }
        // An embedder's opaque tokens may be anybody's, so none comes in a query unless that is said.
        let careful = BearerAuthProvider(verifier: server, now: { Self.start })
        let request = HTTPRequest(
            method: .post, scheme: "http", authority: "localhost", path: "/mcp?token=\(Self.other)")
        await #expect(throws: AuthenticationFailure.malformedQuery) { try await careful.authenticate(request) }
    }
}
