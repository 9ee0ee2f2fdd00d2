//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore
import Synchronization
import Testing

@testable import SOARAuth

@Suite("Limits on requests and on bad tokens")
struct LimitedAuthProviderTests {
    /// Knows tokens that begin with "good", and counts who asks.
    private final class Counting: TokenVerifier {
        private let asked = Mutex(0)
        var count: Int { asked.withLock { $0 } }
        func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
            asked.withLock { $0 += 1 }
            if token.exposed == "outage" { throw .unavailable("test") }
            if token.exposed == "elsewhere" { throw .wrongAddress }
            if token.exposed.hasPrefix("odd") { throw .undecided("test", retryAfter: 5) }
            guard token.exposed.hasPrefix("good") else { return nil }
            return AccessToken(subject: token.exposed, client: "c")
        }
    }

    private final class Clock: Sendable {
        private let time = Mutex(ContinuousClock.now)
        var now: ContinuousClock.Instant { time.withLock { $0 } }
        func advance(by duration: Duration) { time.withLock { $0 += duration } }
    }

    private let verifier = Counting()
    private let clock = Clock()

    private func provider(_ change: (inout LimitedAuthProvider.Configuration) -> Void) -> LimitedAuthProvider {
        var configuration = LimitedAuthProvider.Configuration()
        change(&configuration)
        let clock = clock
        return LimitedAuthProvider(
            BearerAuthProvider(verifier: verifier), configuration: configuration, now: { clock.now })
    }

    private func request(_ token: String?, _ further: [HTTPField.Name: String] = [:]) -> HTTPRequest {
        var request = HTTPRequest(method: .post, scheme: "http", authority: "h", path: "/mcp")
        request.headerFields[.authorization] = token.map { "Bearer \($0)" }
        for (name, value) in further { request.headerFields[name] = value }
        return request
    }

    /// What a request is answered; nil where it is let in.
    private func failure(
        _ provider: LimitedAuthProvider, _ request: HTTPRequest, from peer: String? = "192.0.2.1"
    ) async -> AuthenticationFailure? {
        do throws(AuthenticationFailure) {
            _ = try await provider.authenticate(request, from: peer)
            return nil
        } catch {
            return error
        }
    }

    private func isTooMany(_ failure: AuthenticationFailure?) -> Bool {
        if case .tooMany = failure { true } else { false }
    }

    @Test("tokens that nothing can be said of are tries too, an outage is none")
    func undecided() async {
        let provider = provider { $0.failuresPerAddress = 3 }
        for index in 0..<3 {
            #expect(await failure(provider, request("outage")) == .unavailable("test"))
            #expect(await failure(provider, request("odd\(index)")) == .undecided("test", retryAfter: 5))
        }
        #expect(isTooMany(await failure(provider, request("odd"))))
        #expect(await failure(provider, request("odd"), from: "192.0.2.2")?.label == "undecided")
    }

    @Test("an address may send as many requests in a minute as it is told, before anything is looked up")
    func perAddress() async {
        let provider = provider { $0.requestsPerAddress = 60 }
        for _ in 0..<60 { #expect(await failure(provider, request("good")) == nil) }
        #expect(await failure(provider, request("good")) == .tooMany(retryAfter: 1))
        #expect(verifier.count == 60)
        #expect(await failure(provider, request("good"), from: "192.0.2.2") == nil)
        clock.advance(by: .seconds(1))
        #expect(await failure(provider, request("good")) == nil)
        #expect(await failure(provider, request("good")) == .tooMany(retryAfter: 1))
    }

    @Test("who comes back after the time that he is told is let in", arguments: [1, 7, 59, 61, 600])
    func retryAfter(_ rate: Int) async {
        let provider = provider { $0.requestsPerAddress = rate }
        for _ in 0..<rate { _ = await failure(provider, request("good")) }
        guard case .tooMany(let seconds) = await failure(provider, request("good")) else {
            Issue.record("\(rate) requests too many were let in")
            return
        }
        clock.advance(by: .seconds(seconds) - .nanoseconds(1_000_000_001))
        if seconds > 1 { #expect(isTooMany(await failure(provider, request("good")))) }
        clock.advance(by: .nanoseconds(1_000_000_001))
        #expect(await failure(provider, request("good")) == nil)
    }

    @Test("each token has its own, wherever it is used")
    func perToken() async {
        let provider = provider { $0.requestsPerToken = 3 }
        for peer in ["192.0.2.1", "192.0.2.2", "2001:db8::1"] {
            #expect(await failure(provider, request("good-1"), from: peer) == nil)
        }
        #expect(await failure(provider, request("good-1"), from: "192.0.2.9") == .tooMany(retryAfter: 20))
        #expect(await failure(provider, request("good-2"), from: "192.0.2.1") == nil)
    }

    @Test("limits change while requests come in; what one has counted goes on as long as it stays the same")
    func change() async {
        var configuration = LimitedAuthProvider.Configuration()
        configuration.requestsPerToken = 3
        let provider = provider { $0 = configuration }
        for _ in 0..<3 { #expect(await failure(provider, request("good")) == nil) }
        configuration.requestsPerAddress = 5
        provider.change(to: configuration)
        #expect(await failure(provider, request("good")) == .tooMany(retryAfter: 20))
        for _ in 0..<4 { #expect(await failure(provider, request(nil)) == .missing) }
        #expect(isTooMany(await failure(provider, request(nil))))
        configuration.requestsPerToken = 4
        configuration.requestsPerAddress = 0
        provider.change(to: configuration)
        for _ in 0..<4 { #expect(await failure(provider, request("good")) == nil) }
        #expect(isTooMany(await failure(provider, request("good"))))
        provider.change(to: LimitedAuthProvider.Configuration())
        #expect(await failure(provider, request("good")) == nil)
    }

    @Test("a server that asks again about a stream is not counted")
    func again() async throws {
        let provider = provider {
            $0.requestsPerToken = 1
            $0.requestsPerAddress = 1
        }
        #expect(await failure(provider, request("good")) == nil)
        for _ in 0..<5 { _ = try await provider.authenticateAgain(request("good"), from: "192.0.2.1") }
        await #expect(throws: AuthenticationFailure.unknown) {
            _ = try await provider.authenticateAgain(request("bad"), from: "192.0.2.1")
        }
    }

    @Test("beyond its bad tokens an address is refused without a look-up, except what was accepted before")
    func brake() async {
        let provider = provider { $0.failuresPerAddress = 10 }
        #expect(await failure(provider, request("good-before")) == nil)
        for number in 0..<10 { #expect(await failure(provider, request("bad-\(number)")) == .unknown) }
        let asked = verifier.count
        for number in 0..<1000 { #expect(isTooMany(await failure(provider, request("bad-\(number)")))) }
        #expect(isTooMany(await failure(provider, request("good-new"))))
        #expect(verifier.count == asked)
        #expect(await failure(provider, request("good-before")) == nil)
        #expect(await failure(provider, request("good-new"), from: "192.0.2.2") == nil)
        // Evenly, one every six seconds.
        clock.advance(by: .seconds(6))
        #expect(await failure(provider, request("good-new")) == nil)
        #expect(await failure(provider, request("bad")) == .unknown)
        #expect(isTooMany(await failure(provider, request("bad"))))
    }

    @Test("of many at once no more are looked up than one after the other")
    func brakeAtOnce() async {
        let provider = provider { $0.failuresPerAddress = 10 }
        await withTaskGroup { tasks in
            for number in 0..<200 { tasks.addTask { _ = await failure(provider, request("bad-\(number)")) } }
        }
        #expect(verifier.count == 10)
    }

    @Test("only bad tokens count: none, an outage, and a good one in the wrong place do not")
    func whatCounts() async {
        let provider = provider { $0.failuresPerAddress = 2 }
        for _ in 0..<5 {
            #expect(await failure(provider, request(nil)) == .missing)
            #expect(await failure(provider, request("outage")) == .unavailable("test"))
            #expect(await failure(provider, request("elsewhere")) == .wrongAddress)
        }
        #expect(await failure(provider, request("bad")) == .unknown)
        #expect(await failure(provider, request("not a token")) == .malformedHeader)
        #expect(isTooMany(await failure(provider, request("bad"))))
        // Who brings nothing is told that a token is needed, so that OAuth clients find their way.
        #expect(await failure(provider, request(nil)) == .missing)
    }

    @Test("a token that was accepted and is refused now is forgotten")
    func forgotten() async {
        struct Revocable: TokenVerifier {
            let isRevoked: @Sendable () -> Bool
            func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
                if token.exposed != "good" || isRevoked() { throw .revoked }
                return AccessToken(subject: "s", client: "c")
            }
        }
        var configuration = LimitedAuthProvider.Configuration()
        configuration.failuresPerAddress = 2
        let clock = clock
        let flag = TestFlag()
        let provider = LimitedAuthProvider(
            BearerAuthProvider(verifier: Revocable(isRevoked: { flag.isSet })), configuration: configuration,
            now: { clock.now })
        #expect(await failure(provider, request("good")) == nil)
        #expect(await failure(provider, request("bad")) == .revoked)
        #expect(await failure(provider, request("bad")) == .revoked)
        flag.set()
        #expect(await failure(provider, request("good")) == .revoked)
        #expect(isTooMany(await failure(provider, request("good"))))
    }

    @Test("headers that name other addresses change nothing")
    func spoofing() async throws {
        let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
        let standard = try #require(HTTPField.Name("Forwarded"))
        let provider = provider { $0.failuresPerAddress = 5 }
        for number in 0..<200 {
            let headers = [forwarded: "203.0.113.\(number)", standard: "for=203.0.113.\(number)"]
            let answer = await failure(provider, request("bad-\(number)", headers))
            #expect(isTooMany(answer) == (number >= 5))
        }
        #expect(provider.counts.failing == 1)
    }

    @Test("an IPv6 network counts as one, and IPv4 within IPv6 as IPv4")
    func networks() async {
        let provider = provider { $0.requestsPerAddress = 2 }
        #expect(await failure(provider, request("good"), from: "2001:db8:0:1::1") == nil)
        #expect(await failure(provider, request("good"), from: "2001:db8:0:1:ffff::2") == nil)
        #expect(isTooMany(await failure(provider, request("good"), from: "2001:db8:0:1::3")))
        #expect(await failure(provider, request("good"), from: "2001:db8:0:2::1") == nil)
        #expect(await failure(provider, request("good"), from: "198.51.100.1") == nil)
        #expect(await failure(provider, request("good"), from: "::ffff:198.51.100.1") == nil)
        #expect(isTooMany(await failure(provider, request("good"), from: "198.51.100.1")))
        #expect(await failure(provider, request("good"), from: "fe80::1%eth0") == nil)
        #expect(await failure(provider, request("good"), from: "fe80::2%eth1") == nil)
        #expect(isTooMany(await failure(provider, request("good"), from: "fe80::3")))
        // Nobody gets around it by having no address.
        for peer in [nil, "nonsense", nil] { _ = await failure(provider, request("good"), from: peer) }
        #expect(isTooMany(await failure(provider, request("good"), from: nil)))
    }

    @Test("100,000 bad tokens, and 30,000 addresses, leave memory bounded")
    func bounded() async {
        let provider = provider {
            $0.requestsPerAddress = 1_000_000
            $0.requestsPerToken = 1_000_000
        }
        #expect(await failure(provider, request("good-before")) == nil)
        for number in 0..<100_000 { _ = await failure(provider, request("bad-\(number)")) }
        #expect(verifier.count == 301)
        #expect(provider.counts.failing == 1 && provider.counts.credentials == 1)
        for number in 0..<30_000 {
            let peer = "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)"
            _ = await failure(provider, request("bad"), from: peer)
            _ = await failure(provider, request("good-\(number)"), from: peer)
        }
        let counts = provider.counts
        #expect(counts.addresses <= 10_000 && counts.failing <= 10_000)
        #expect(counts.callers <= 10_000 && counts.credentials <= 10_000)
        #expect(await failure(provider, request("good-29999")) == nil)
    }

    @Test("nothing is limited where nothing is said, but bad tokens")
    func defaults() async {
        let provider = provider { _ in }
        for _ in 0..<1000 { #expect(await failure(provider, request("good")) == nil) }
        for _ in 0..<300 { #expect(await failure(provider, request("bad")) == .unknown) }
        #expect(isTooMany(await failure(provider, request("bad"))))
        let off = self.provider { $0.failuresPerAddress = 0 }
        for _ in 0..<400 { #expect(await failure(off, request("bad")) == .unknown) }
        #expect(off.counts == (0, 0, 0, 0))
    }
}
