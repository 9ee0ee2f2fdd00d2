//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Metrics
import SOARAuth
import SOARCore
import Synchronization
import Testing

import struct Foundation.Date

@Suite("Composed token verifiers")
struct CompositionTests {
    private let alice = AccessToken(subject: "alice", client: "c", scopes: [.playbooksRead])

    /// Answers as it is told to, and counts.
    private struct Told: TokenVerifier {
        var shapes: Set<BearerToken.Shape> = Set(BearerToken.Shape.allCases)
        let calls = Calls()
        var answer: @Sendable (String) async throws(AuthenticationFailure) -> AccessToken?
        func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
            calls.count.withLock { $0 += 1 }
            return try await answer(token.exposed)
        }
    }

    private final class Calls: Sendable {
        let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
    }

    /// A time that a test moves.
    private final class Time: Sendable {
        let value = Mutex(Date(timeIntervalSince1970: 1_800_000_000))
        var now: Date { value.withLock { $0 } }
        func advance(_ seconds: Double) { value.withLock { $0.addTimeInterval(seconds) } }
    }

    @Test("never show an opaque token to one that looks at structured ones")
    func shapes() async throws {
        let structured = Told(shapes: [.structured]) { _ in nil }
        let any = AnyOfTokenVerifier([structured.cached().throttled().metered(as: "jwt").requiring()])
        #expect(any.shapes == [.structured])
        let opaque = try await any.verify(BearerToken("opaque"))
        #expect(opaque == nil)
        #expect(structured.calls.value == 0)
        _ = try await any.verify(BearerToken("a.b.c"))
        #expect(structured.calls.value == 1)
    }

    @Test("never make a 401 or a pass of an outage, in any order")
    func outages() async {
        let down = Told { _ throws(AuthenticationFailure) in throw .unavailable("down") }
        let alice = alice
        let others = [
            Told { _ in nil }, Told { _ throws(AuthenticationFailure) in throw .unknown }, Told { _ in alice },
        ]
        for other in others {
            await #expect(throws: AuthenticationFailure.unavailable("down")) {
                try await AnyOfTokenVerifier([down, other]).verify(BearerToken("x"))
            }
        }
        await #expect(throws: AuthenticationFailure.unavailable("down")) {
            try await AnyOfTokenVerifier([others[0], down]).verify(BearerToken("x"))
        }
    }

    @Test("remember acceptances and refusals for their time, and neither outages nor what only time decides")
    func ages() async throws {
        let time = Time()
        let alice = alice
        let told = Told { token throws(AuthenticationFailure) in
            switch token {
            case "good": return alice
            case "short":
                var short = alice
                short.expiresAt = Date(timeIntervalSince1970: 1_800_000_010)
                return short
            case "down": throw .unavailable("down")
            case "expired": throw .expired
            default: throw .unknown
            }
        }
        let cached = told.cached(now: { time.now })
        func asks(_ token: String) async -> Int {
            let before = told.calls.value
            _ = try? await cached.verify(BearerToken(token))
            return told.calls.value - before
        }
        for (token, age) in [("good", 60.0), ("bad", 5), ("short", 10)] {
            let first = await asks(token)
            time.advance(age - 1)
            let within = await asks(token)
            time.advance(1)
            #expect(first == 1 && within == 0, "\(token)")
            if token != "short" {
                let after = await asks(token)
                #expect(after == 1, "\(token)")
            }
            time.value.withLock { $0 = Date(timeIntervalSince1970: 1_800_000_000) }
            cached.removeAll()
        }
        for token in ["down", "expired"] {
            let first = await asks(token)
            let second = await asks(token)
            #expect(first == 1 && second == 1, "\(token)")
        }
        #expect(cached.counts.refused == 0)
    }

    @Test("keep good tokens however many are invented, and stay within their limits")
    func eviction() async throws {
        let alice = alice
        let told = Told { $0.hasPrefix("good") ? alice : nil }
        var configuration = CachingTokenVerifier<Told>.Configuration()
        configuration.maximumAccepted = 10
        configuration.maximumRefused = 20
        let cached = told.cached(configuration)
        _ = try await cached.verify(BearerToken("good"))
        for number in 0..<1_000 { _ = try await cached.verify(BearerToken("bad\(number)")) }
        let before = told.calls.value
        _ = try await cached.verify(BearerToken("good"))
        #expect(told.calls.value == before)
        for number in 0..<1_000 { _ = try await cached.verify(BearerToken("good\(number)")) }
        #expect(cached.counts.accepted <= 10 && cached.counts.accepted >= 5)
        #expect(cached.counts.refused <= 20 && cached.counts.refused >= 10)
    }

    @Test("forget what is taken back, also what was on its way")
    func revocation() async throws {
        let alice = alice
        let gate = VerifierGate()
        let told = Told { _ in
            await gate.pass()
            return alice
        }
        let cached = told.cached()
        try await withThrowingTaskGroup(of: AccessToken?.self) { group in
            group.addTask { try await cached.verify(BearerToken("t")) }
            while told.calls.value < 1 { await Task.yield() }
            cached.removeAll()
            gate.open()
            try await group.waitForAll()
        }
        #expect(cached.counts.accepted == 0)
        _ = try await cached.verify(BearerToken("t"))
        #expect(told.calls.value == 2)
        cached.remove { $0.subject == "bob" }
        #expect(cached.counts.accepted == 1)
        cached.remove { $0.subject == "alice" }
        #expect(cached.counts.accepted == 0)
    }

    @Test("verify a token once for all who present it at once, and begin anew when that one is cancelled")
    func singleFlight() async throws {
        let alice = alice
        let gate = VerifierGate()
        let told = Told { _ throws(AuthenticationFailure) in
            await gate.pass()
            if Task.isCancelled { throw .unavailable("cancelled") }
            return alice
        }
        let cached = told.cached()
        let callers = try await withThrowingTaskGroup(of: AccessToken?.self) { group in
            for _ in 0..<100 { group.addTask { try await cached.verify(BearerToken("t")) } }
            while told.calls.value < 1 { await Task.yield() }
            gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(callers == Array(repeating: alice, count: 100))
        #expect(told.calls.value == 1)

        cached.removeAll()
        gate.close()
        try await withThrowingTaskGroup(of: AccessToken?.self) { outer in
            outer.addTask {
                await withTaskGroup(of: Void.self) { leader in
                    leader.addTask { _ = try? await cached.verify(BearerToken("t")) }
                    while told.calls.value < 2 { await Task.yield() }
                    leader.cancelAll()
                    gate.open()
                }
                return alice
            }
            while told.calls.value < 2 { await Task.yield() }
            for _ in 0..<10 { outer.addTask { try await cached.verify(BearerToken("t")) } }
            for try await caller in outer { #expect(caller == alice) }
        }
        #expect(told.calls.value == 3)
    }

    @Test("run no more at once than is allowed, let no more wait, and refuse the rest as unavailable")
    func throttling() async {
        let alice = alice
        let gate = VerifierGate()
        let told = Told { _ in
            await gate.pass()
            return alice
        }
        let throttled = told.throttled(maximumConcurrent: 2, maximumWaiting: 3)
        let finished = Calls()
        let labels = await withTaskGroup(of: String.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    defer { finished.count.withLock { $0 += 1 } }
                    do throws(AuthenticationFailure) {
                        _ = try await throttled.verify(BearerToken("t"))
                        return "accepted"
                    } catch { return error.label }
                }
            }
            while finished.value < 5 || told.calls.value < 2 { await Task.yield() }
            #expect(told.calls.value == 2)
            gate.open()
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(labels == ["accepted": 5, "unavailable": 5])
    }

    @Test("ask for all the scopes, with their hierarchy")
    func scopes() async throws {
        let alice = alice
        let told = Told { $0 == "t" ? alice : nil }
        await #expect(throws: AuthenticationFailure.insufficientScope([.playbooksRead, .admin])) {
            try await told.requiring(.playbooksRead, .admin).verify(BearerToken("t"))
        }
        let caller = try await told.requiring(.playbooksRead).verify(BearerToken("t"))
        #expect(caller == alice)
    }
}

/// Holds verifications up until it is opened.
final class VerifierGate: Sendable {
    private let isOpen = Mutex(false)
    func open() { isOpen.withLock { $0 = true } }
    func close() { isOpen.withLock { $0 = false } }
    func pass() async {
        while !isOpen.withLock({ $0 }) { await Task.yield() }
    }
}
