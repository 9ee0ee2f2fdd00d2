//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Testing

@Suite("Verifiers")
struct VerifierTests {
    private let alice = AccessToken(subject: "alice", client: "cli", scopes: [.playbooksRead])

    @Test("a static verifier knows its tokens and no others")
    func staticVerifier() async throws {
        let verifier: some TokenVerifier = .static(["secret-1": alice])
        #expect(try await verifier.verify(BearerToken("secret-1")) == alice)
        for near in ["secret-2", "secret-", "Secret-1", "secret-1 ", ""] {
            #expect(try await verifier.verify(BearerToken(near)) == nil)
        }
    }

    @Test("any-of asks in order, and a refusal or an outage is final")
    func anyOf() async throws {
        struct Failing: TokenVerifier {
            let failure: AuthenticationFailure
            func verify(_ token: BearerToken) throws(AuthenticationFailure) -> AccessToken? { throw failure }
        }
        let known = StaticTokenVerifier(["t": alice])
        let nobody = StaticTokenVerifier([:])
        #expect(try await AnyOfTokenVerifier([nobody, known]).verify(BearerToken("t")) == alice)
        #expect(try await AnyOfTokenVerifier([nobody, nobody]).verify(BearerToken("t")) == nil)
        for failure in [AuthenticationFailure.expired, .unavailable("down")] {
            await #expect(throws: failure) {
                try await AnyOfTokenVerifier([Failing(failure: failure), known]).verify(BearerToken("t"))
            }
        }
    }

    @Test("nothing prints a presented token")
    func nothingPrints() {
        let token = BearerToken("canary-0123456789")
        var dumped = ""
        dump(token, to: &dumped)
        for text in ["\(token)", String(reflecting: token), String(describing: [token]), dumped] {
            #expect(!text.contains("canary"))
        }
    }

    @Test("scopes: execute implies read, and nothing implies admin")
    func scopes() {
        let caller = AccessToken(subject: "s", client: "c", scopes: [.playbooksExecute])
        #expect(Requirement(.playbooksRead).isMet(by: caller))
        #expect(Requirement(.playbooksRead, .playbooksExecute).isMet(by: caller))
        #expect(!Requirement(.playbooksExecute, .executionsRead).isMet(by: caller))
        #expect(Requirement.none.isMet(by: AccessToken(subject: "s", client: "c")))
        #expect(!Requirement(.playbooksRead).isMet(by: AccessToken(subject: "s", client: "c", scopes: [.admin])))
        #expect(throws: AuthenticationFailure.insufficientScope([.executionsRead])) {
            try Requirement(.executionsRead).check(caller)
        }
    }
}
