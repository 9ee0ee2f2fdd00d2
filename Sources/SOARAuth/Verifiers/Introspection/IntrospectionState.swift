//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import Foundation

/// What was answered about which token, and which questions are under way.
struct IntrospectionState {
    typealias Digest = HashedAuthenticationCode<SHA256>
    typealias Flight = SharedResult<FlightEnd>

    /// How a question ended for those who wait for it.
    enum FlightEnd: Sendable {
        case answered(IntrospectionOutcome)
        /// The call that asked was cancelled: another one may take over.
        case abandoned
    }

    /// What a call has to do.
    enum Decision {
        case answer(IntrospectionOutcome)
        case ask(Flight)
        case wait(Flight)
    }

    private struct Entry {
        let outcome: IntrospectionOutcome
        let since: Date
        let until: Date
    }

    private let configuration: IntrospectionTokenVerifier.Configuration
    // Apart, so that made-up tokens can't drive the good ones out.
    private var good: GenerationalCache<Digest, Entry>
    private var refused: GenerationalCache<Digest, Entry>
    private var flights: [Digest: Flight] = [:]
    private var breaker: CircuitBreaker

    init(_ configuration: IntrospectionTokenVerifier.Configuration) {
        self.configuration = configuration
        good = GenerationalCache(limit: configuration.maximumCachedTokens)
        refused = GenerationalCache(limit: configuration.maximumCachedTokens)
        breaker = CircuitBreaker(
            maximumFailures: configuration.maximumFailures, pause: configuration.pause.inSeconds)
    }

    /// Entries in memory.
    var cachedCount: Int { good.count + refused.count }

    mutating func decide(_ digest: Digest, at now: Date) -> Decision {
        if let outcome = cached(digest, at: now) { return .answer(outcome) }
        if let flight = flights[digest] { return .wait(flight) }
        guard flights.count < configuration.maximumQuestions else {
            return .answer(.failed("introspection: too many questions under way"))
        }
        guard breaker.admits(at: now) else {
            return .answer(.failed("introspection: the server failed too often and is left alone for now"))
        }
        let flight = Flight()
        flights[digest] = flight
        return .ask(flight)
    }

    private mutating func cached(_ digest: Digest, at now: Date) -> IntrospectionOutcome? {
        guard let entry = good.value(for: digest) ?? refused.value(for: digest) else { return nil }
        if case .active(let caller) = entry.outcome, caller.isExpired(at: now) { return .refused(.expired) }
        if now >= entry.since, now < entry.until { return entry.outcome }
        good.remove(digest)
        refused.remove(digest)
        return nil
    }

    /// Takes an answer in; a failure is never remembered as a refusal.
    mutating func finish(_ digest: Digest, _ outcome: IntrospectionOutcome, at now: Date) {
        flights[digest] = nil
        switch outcome {
        case .active:
            breaker.succeeded()
            good.insert(entry(outcome, configuration.maximumAge, now), for: digest)
        case .refused:
            breaker.succeeded()
            refused.insert(entry(outcome, configuration.refusalAge, now), for: digest)
        case .undecided: breaker.succeeded()
        case .failed: breaker.failed(at: now)
        }
    }

    mutating func abandon(_ digest: Digest) {
        flights[digest] = nil
        breaker.calledOff()
    }

    private func entry(_ outcome: IntrospectionOutcome, _ age: Duration, _ now: Date) -> Entry {
        Entry(outcome: outcome, since: now, until: now + age.inSeconds)
    }
}

/// What asking about one token brought.
enum IntrospectionOutcome: Sendable {
    case active(AccessToken)
    case refused(AuthenticationFailure)
    /// The server answers, but what it says about this token can't be used; text for the operator.
    case undecided(String)
    /// The server can't be asked; text for the operator.
    case failed(String)

    func get() throws(AuthenticationFailure) -> AccessToken {
        switch self {
        case .active(let caller): return caller
        case .refused(let failure): throw failure
        case .undecided(let message), .failed(let message): throw .unavailable(message)
        }
    }
}
