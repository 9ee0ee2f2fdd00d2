//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARAuthTesting
import SOARCore
import Synchronization
import Testing

import struct Foundation.Date

/// A verifier that a test makes up.
struct MadeUpVerifier: TokenVerifier {
    let check: @Sendable (String) async throws(AuthenticationFailure) -> AccessToken?
    func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        try await check(token.exposed)
    }
}

@Suite("The contract of token verifiers")
struct TokenVerifierContractTests {
    static let good = "correct-Horse7battery.staple"
    static let caller = AccessToken(subject: "alice", client: "test")

    private func violations(
        outage: (@Sendable () async -> Void)? = nil, limit: Duration = .seconds(5),
        _ check: @escaping @Sendable (String) async throws(AuthenticationFailure) -> AccessToken?
    ) async -> Set<ContractViolation.Point> {
        let contract = TokenVerifierContract(
            verifier: MadeUpVerifier(check: check), accepted: [Self.good], outage: outage, limit: limit)
        return Set(await contract.violations().map(\.point))
    }

    @Test("is kept by all verifiers of ours that ask nobody")
    func kept() async {
        let known = StaticTokenVerifier([Self.good: Self.caller])
        let all: [any TokenVerifier] = [
            known, AnyOfTokenVerifier([known]), known.cached(), known.throttled(), known.metered(as: "test"),
            known.requiring(), known.cached().throttled().metered(as: "both"),
        ]
        for verifier in all {
            let contract = TokenVerifierContract(
                verifier: AnyOfTokenVerifier([verifier]), accepted: [Self.good], refused: ["another"])
            let violations = await contract.violations()
            #expect(violations == [], "\(type(of: verifier))")
        }
    }

    @Test("is kept by the verifier of the database's tokens, alone and cached")
    func database() async throws {
        let store = InMemoryStore()
        let secret = APITokenSecret()
        let new = NewAPIToken(
            name: "a", scopes: Scope.standard, secret: secret, createdAt: Date(timeIntervalSince1970: 0), expiresAt: nil
        )
        _ = try await store.insertToken(new)
        let verifier = DatabaseTokenVerifier(store)
        let other = APITokenSecret()
        let alone = TokenVerifierContract(
            verifier: verifier, accepted: [secret.exposed], refused: [other.exposed])
        let cached = TokenVerifierContract(
            verifier: verifier.cached(), accepted: [secret.exposed], refused: [other.exposed])
        let violations = await alone.violations() + cached.violations()
        #expect(violations == [])
    }

    @Test("finds one that refuses good tokens")
    func refusesGood() async {
        #expect(await violations { _ in nil }.contains(.accepts))
    }

    @Test("finds one that compares without case, one that trims, one that looks at the beginning only")
    func nearMisses() async {
        let good = Self.good
        #expect(await violations { $0.lowercased() == good.lowercased() ? Self.caller : nil }.contains(.refuses))
        #expect(await violations { $0.split(separator: " ").first == good[...] ? Self.caller : nil }.contains(.refuses))
        #expect(await violations { $0.hasPrefix(good) ? Self.caller : nil }.contains(.refuses))
        #expect(await violations { $0 == good || $0.isEmpty ? Self.caller : nil }.contains(.refuses))
    }

    @Test("finds callers without a subject, that are expired, or that hold the token")
    func insaneCallers() async {
        let good = Self.good
        let nobody = AccessToken(subject: "", client: "", name: "x")
        let late = AccessToken(subject: "a", client: "", expiresAt: Date(timeIntervalSince1970: 0))
        let talkative = AccessToken(subject: "a", client: "", claims: ["raw": .string(good)])
        #expect(await violations { $0 == good ? nobody : nil } == [.accepts])
        #expect(await violations { $0 == good ? late : nil } == [.accepts])
        #expect(await violations { $0 == good ? talkative : nil } == [.keepsTheTokenSecret])
    }

    @Test("finds one that answers now so, now otherwise")
    func fickle() async {
        let good = Self.good
        let calls = Fickle()
        let found = await violations { $0 == good && !calls.next().isMultiple(of: 2) ? Self.caller : nil }
        #expect(found.contains(.isDeterministic))
    }

    @Test("finds one that can't take many at once")
    func crowded() async {
        let good = Self.good
        let running = Fickle()
        let found = await violations { token throws(AuthenticationFailure) in
            defer { running.leave() }
            guard running.next() <= 1 else { throw .unknown }
            for _ in 0..<20 { await Task.yield() }
            return token == good ? Self.caller : nil
        }
        #expect(found == [.isConcurrent])
    }

    @Test("finds one that takes too long, and one that calls a good token bad when it is cancelled")
    func lateAndCancelled() async {
        let good = Self.good
        let late = await violations(limit: .milliseconds(20)) { token in
            if token == good { try? await Task.sleep(for: .seconds(60)) }
            return nil
        }
        #expect(late.contains(.endsInTime))
        let cancelled = await violations { token throws(AuthenticationFailure) in
            if Task.isCancelled { throw .unknown }
            return token == good ? Self.caller : nil
        }
        #expect(cancelled == [.endsWhenCancelled])
    }

    @Test("finds outages that are refusals or passes, or that show the token")
    func outages() async {
        let good = Self.good
        for failure in [AuthenticationFailure.unknown, .unavailable("no answer for \(good)")] {
            let isOut = Fickle()
            let found = await violations(outage: { _ = isOut.next() }) { token throws(AuthenticationFailure) in
                if isOut.current > 0 { throw failure }
                return token == good ? Self.caller : nil
            }
            #expect(found == [failure == .unknown ? .failsClosed : .keepsTheTokenSecret])
        }
        let passing = await violations(outage: {}) { $0 == good ? Self.caller : nil }
        #expect(passing == [.failsClosed])
    }
}

/// A number that a made-up verifier counts with.
final class Fickle: Sendable {
    private let value = Mutex(0)
    var current: Int { value.withLock { $0 } }
    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
    func leave() { value.withLock { $0 -= 1 } }
}
