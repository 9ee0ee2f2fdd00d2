//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import HTTPTypes
public import SOARCore
import Synchronization

public import struct Foundation.Date

/// Asks the authorization server about each token (RFC 7662).
///
/// Answers are kept for a short time, under a keyed hash of the token: no token stays in memory. A server that can't be
/// asked is ``AuthenticationFailure/unavailable(_:)`` and never a refusal; after several failures in a row it is left
/// alone for a while. Our own API tokens never leave, and neither do tokens that look like a JWT unless
/// ``Configuration/acceptsStructuredTokens`` says so.
///
/// The address is the operator's word, so private networks are allowed; it must be HTTPS, or HTTP on this very machine.
public final class IntrospectionTokenVerifier: TokenVerifier {
    private let request: IntrospectionRequest
    private let fetcher: any HTTPFetching
    private let configuration: Configuration
    private let now: @Sendable () -> Date
    private let key = SymmetricKey(size: .bits256)
    private let state: Mutex<IntrospectionState>

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - url: The introspection endpoint.
    ///   - clientID: Who we are to the server.
    ///   - clientSecret: What proves it.
    ///   - fetcher: The way out; it must outlive the verifier.
    ///   - configuration: What answers must say, and how long they are believed.
    ///   - now: The time that tokens and answers age by.
    /// - Throws: ``InvalidServerURL``.
    public init(
        url: String, clientID: String, clientSecret: Secret<String>, fetcher: any HTTPFetching,
        configuration: Configuration = Configuration(), now: @escaping @Sendable () -> Date = { Date() }
    ) throws(InvalidServerURL) {
        request = IntrospectionRequest(
            url: try ServerURL(validating: url), clientID: clientID, clientSecret: clientSecret,
            authentication: configuration.authentication)
        self.fetcher = fetcher
        self.configuration = configuration
        self.now = now
        state = Mutex(IntrospectionState(configuration))
    }

    /// Answers in memory.
    package var cachedCount: Int { state.withLock(\.cachedCount) }

    public var shapes: Set<BearerToken.Shape> {
        configuration.acceptsStructuredTokens ? [.opaque, .structured] : [.opaque]
    }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        switch token.shape {
        case .apiToken: return nil
        case .structured where !configuration.acceptsStructuredTokens: return nil
        case .structured, .opaque: return try await outcome(token).get()
        }
    }

    private func outcome(_ token: BearerToken) async -> IntrospectionOutcome {
        let digest = HMAC<SHA256>.authenticationCode(for: Array(token.exposed.utf8), using: key)
        while true {
            let time = now()
            switch state.withLock({ $0.decide(digest, at: time) }) {
            case .answer(let outcome): return outcome
            case .ask(let flight): return await ask(token, digest, flight)
            case .wait(let flight):
                switch await flight.wait(atMost: configuration.maximumWait) {
                case .answered(let outcome): return outcome
                case .abandoned: continue
                case nil: return .failed("introspection: no answer in time")
                }
            }
        }
    }

    /// Asks within the call that came first; if that one is cancelled, one of those who wait takes over.
    private func ask(
        _ token: BearerToken, _ digest: IntrospectionState.Digest, _ flight: IntrospectionState.Flight
    ) async -> IntrospectionOutcome {
        let outcome = await exchange(token)
        if case .failed = outcome, Task.isCancelled {
            state.withLock { $0.abandon(digest) }
            flight.fulfil(.abandoned)
        } else {
            let time = now()
            state.withLock { $0.finish(digest, outcome, at: time) }
            flight.fulfil(.answered(outcome))
        }
        return outcome
    }

    private func exchange(_ token: BearerToken) async -> IntrospectionOutcome {
        var limits = HTTPFetchLimits()
        limits.timeout = configuration.timeout
        limits.maximumBodyBytes = Configuration.maximumAnswerBytes
        let response: HTTPFetchResponse
        do throws(HTTPFetchError) {
            response = try await fetcher.fetch(request.head, body: request.body(token), limits: limits)
        } catch {
            return .failed("introspection: \(request.url): \(error.code.rawValue)")
        }
        let status = response.head.status.code
        guard status == 200 else {
            let hint = status == 401 || status == 403 ? "; does it know our client id and secret?" : ""
            return .failed("introspection: \(request.url): HTTP status \(status)\(hint)")
        }
        guard response.head.isUnencoded else { return .failed("introspection: the answer has a content encoding") }
        return IntrospectionAnswer(configuration: configuration, token: token, now: now()).outcome(response.body)
    }
}
