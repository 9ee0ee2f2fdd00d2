//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore
import Synchronization

import struct Foundation.Date

/// Asks the server about each token that it is given, unless the server fails too often.
///
/// It remembers nothing of tokens and shares nothing between callers: ``CachingTokenVerifier`` does.
final class IntrospectionExchange: TokenVerifier {
    private let request: IntrospectionRequest
    private let fetcher: any HTTPFetching
    private let configuration: IntrospectionTokenVerifier.Configuration
    private let now: @Sendable () -> Date
    private let breaker: Mutex<CircuitBreaker>

    init(
        _ request: IntrospectionRequest, fetcher: any HTTPFetching,
        configuration: IntrospectionTokenVerifier.Configuration, now: @escaping @Sendable () -> Date
    ) {
        self.request = request
        self.fetcher = fetcher
        self.configuration = configuration
        self.now = now
        breaker = Mutex(
            CircuitBreaker(maximumFailures: configuration.maximumFailures, pause: configuration.pause / .seconds(1)))
    }

    var shapes: Set<BearerToken.Shape> {
        configuration.acceptsStructuredTokens ? [.opaque, .structured] : [.opaque]
    }

    func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        let start = now()
        guard breaker.withLock({ $0.admits(at: start) }) else {
            throw .unavailable("introspection: the server failed too often and is left alone for now")
        }
        let outcome = await ask(token)
        let end = now()
        breaker.withLock { breaker in
            switch outcome {
            case .failed where Task.isCancelled: breaker.calledOff()
            case .failed: breaker.failed(at: end)
            // It says nothing about the server, so that nobody's token closes the way for the others.
            case .undecided: breaker.calledOff()
            case .active, .refused: breaker.succeeded()
            }
        }
        return try outcome.get()
    }

    /// Statuses by which a server, or a firewall before it, turns down one question and not whoever asks.
    private static let aboutTheToken: Set = [400, 403, 413, 414, 422, 431]

    private func ask(_ token: BearerToken) async -> IntrospectionOutcome {
        var limits = HTTPFetchLimits()
        limits.timeout = configuration.timeout
        limits.maximumBodyBytes = IntrospectionTokenVerifier.Configuration.maximumAnswerBytes
        let response: HTTPFetchResponse
        do throws(HTTPFetchError) {
            response = try await fetcher.fetch(request.head, body: request.body(token), limits: limits)
        } catch  where error.code == .tooLarge {
            return .undecided("introspection: \(request.url): the answer is too long")
        } catch {
            return .failed("introspection: \(request.url): \(error.code.rawValue)")
        }
        let status = response.head.status.code
        guard !Self.aboutTheToken.contains(status) else {
            return .undecided("introspection: \(request.url): HTTP status \(status)")
        }
        guard status == 200 else {
            let hint = status == 401 ? "; does it know our client id and secret?" : ""
            return .failed("introspection: \(request.url): HTTP status \(status)\(hint)")
        }
        guard response.head.isUnencoded else { return .failed("introspection: the answer has a content encoding") }
        return IntrospectionAnswer(
            configuration: configuration, server: request.url.description, token: token, now: now()
        ).outcome(response.body)
    }
}
