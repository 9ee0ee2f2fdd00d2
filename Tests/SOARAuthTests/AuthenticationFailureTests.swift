//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import SOARAuth

@Suite("Authentication failures")
struct AuthenticationFailureTests {
    private static let all: [AuthenticationFailure] = [
        .missing, .malformedHeader, .malformedQuery, .malformedToken, .unknown, .disabled, .revoked, .expired,
        .insufficientScope([.playbooksExecute, .executionsRead]), .unavailable("disk full at /var/secret"),
    ]

    @Test(
        "decide the status: an outage is never a 401",
        arguments: zip(all, [401, 400, 400, 401, 401, 401, 401, 401, 403, 503]))
    func status(_ failure: AuthenticationFailure, _ status: Int) {
        #expect(failure.status == status)
    }

    @Test("have a label of their own each")
    func labels() {
        #expect(Set(Self.all.map(\.label)).count == Self.all.count)
    }

    @Test("tell the caller no more than its token already tells")
    func noOracle() {
        let alike: [AuthenticationFailure] = [
            .unknown, .disabled, .revoked, .unknownKey, .wrongKeyAlgorithm, .invalidSignature,
        ]
        #expect(Set(alike.map(\.reason)).count == 1)
        #expect(Set(alike.map(\.message)).count == 1)
        #expect(Set(alike.map { BearerChallenge($0)?.headerValue }).count == 1)
    }

    @Test("keep to themselves what is for the operator")
    func noInternals() {
        let failure = AuthenticationFailure.unavailable("disk full at /var/secret")
        #expect(!failure.message.contains("secret"))
        #expect(BearerChallenge(failure) == nil)
        #expect(failure.retryAfter == 1)
        let undecided = AuthenticationFailure.undecided("key \"secret\"", retryAfter: 4)
        #expect(undecided.status == 503 && undecided.retryAfter == 4 && !undecided.message.contains("secret"))
        #expect(BearerChallenge(undecided) == nil && undecided.reason == failure.reason)
    }

    @Test("challenge as RFC 6750 has it")
    func challenges() throws {
        #expect(BearerChallenge(.missing)?.headerValue == "Bearer realm=\"soar-mcp\"")
        let expired = try #require(BearerChallenge(.expired)?.headerValue)
        #expect(expired.hasPrefix("Bearer error=\"invalid_token\", error_description=\""))
        let scope = try #require(
            BearerChallenge(.insufficientScope([.playbooksExecute, .executionsRead]))?.headerValue)
        #expect(scope.contains("error=\"insufficient_scope\""))
        #expect(scope.hasSuffix("scope=\"playbooks:execute executions:read\""))
        #expect(BearerChallenge(.malformedHeader)?.headerValue.contains("error=\"invalid_request\"") == true)
    }

    @Test("leave out of a challenge what would break its quotes")
    func challengeQuoting() throws {
        let evil = Scope(rawValue: "a\" b\\, realm=\"x")
        let challenge = try #require(BearerChallenge(.insufficientScope([evil]))?.headerValue)
        #expect(!challenge.contains("realm=\"") && !challenge.contains("\\") && !challenge.contains("scope="))
    }
}
