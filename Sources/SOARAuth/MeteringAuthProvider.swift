//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import CoreMetrics
public import HTTPTypes
import Metrics

/// Counts what becomes of requests' credentials.
///
/// `soar_mcp_authentications_total` counts by `outcome` (`accepted`, `refused` or `unavailable`) and `reason`, which is
/// `none` or an ``AuthenticationFailure/label``.
public struct MeteringAuthProvider<Base: AuthProvider>: AuthProvider {
    private let base: Base
    private let accepted: Counter
    private let refused: [String: Counter]

    /// Makes the counters, once.
    ///
    /// - Parameters:
    ///   - base: Decides.
    ///   - factory: Where the figures go.
    public init(_ base: Base, factory: any MetricsFactory = MetricsSystem.factory) {
        self.base = base
        func counter(_ outcome: String, _ reason: String) -> Counter {
            Counter(
                label: "soar_mcp_authentications_total", dimensions: [("outcome", outcome), ("reason", reason)],
                factory: factory)
        }
        accepted = counter("accepted", "none")
        refused = Dictionary(
            AuthenticationFailure.examples.map { failure in
                let outcome = failure.status == 503 ? "unavailable" : "refused"
                return (failure.label, counter(outcome, failure.label))
            },
            uniquingKeysWith: { first, _ in first })
    }

    public var protectedResource: ProtectedResource? { base.protectedResource }

    public func challenge(for failure: AuthenticationFailure) -> String? { base.challenge(for: failure) }

    public func authenticate(_ request: HTTPRequest) async throws(AuthenticationFailure) -> AccessToken {
        try await authenticate(request, from: nil)
    }

    /// Asked again about a stream that is open: that is no further authentication, so it isn't counted.
    public func authenticateAgain(
        _ request: HTTPRequest, from peer: String?
    ) async throws(AuthenticationFailure) -> AccessToken {
        try await base.authenticateAgain(request, from: peer)
    }

    public func authenticate(
        _ request: HTTPRequest, from peer: String?
    ) async throws(AuthenticationFailure) -> AccessToken {
        do throws(AuthenticationFailure) {
            let caller = try await base.authenticate(request, from: peer)
            accepted.increment()
            return caller
        } catch {
            refused[error.label]?.increment()
            throw error
        }
    }
}

extension AuthProvider {
    /// Counts what becomes of requests' credentials.
    public func metered(factory: any MetricsFactory = MetricsSystem.factory) -> MeteringAuthProvider<Self> {
        MeteringAuthProvider(self, factory: factory)
    }
}
