//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import CoreMetrics
import Metrics

/// Counts what becomes of tokens, and how long it takes.
///
/// `soar.auth.verifications` counts by `verifier` and `outcome`, `soar.auth.verification.duration` times by `verifier`.
/// An outcome is `accepted`, `not_mine` or an ``AuthenticationFailure/label``, so the labels are finite.
public struct MeteringTokenVerifier<Base: TokenVerifier>: TokenVerifier {
    private let base: Base
    private let counters: [String: Counter]
    private let timer: Timer

    /// Makes the counters, once.
    ///
    /// - Parameters:
    ///   - base: Decides.
    ///   - name: Tells this verifier's figures from those of others; a constant, nothing that a caller chooses.
    ///   - factory: Where the figures go.
    public init(_ base: Base, as name: String, factory: any MetricsFactory = MetricsSystem.factory) {
        self.base = base
        let failures = AuthenticationFailure.withoutDetails + [.insufficientScope([]), .unavailable("")]
        let outcomes = ["accepted", "not_mine"] + failures.map(\.label)
        counters = Dictionary(
            outcomes.map { outcome in
                let dimensions = [("verifier", name), ("outcome", outcome)]
                return (outcome, Counter(label: "soar.auth.verifications", dimensions: dimensions, factory: factory))
            },
            uniquingKeysWith: { first, _ in first }
        )
        timer = Timer(label: "soar.auth.verification.duration", dimensions: [("verifier", name)], factory: factory)
    }

    public var shapes: Set<BearerToken.Shape> { base.shapes }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        let start = ContinuousClock.now
        defer { timer.record(duration: ContinuousClock.now - start) }
        do throws(AuthenticationFailure) {
            let caller = try await base.verify(token)
            counters[caller == nil ? "not_mine" : "accepted"]?.increment()
            return caller
        } catch {
            counters[error.label]?.increment()
            throw error
        }
    }
}

extension TokenVerifier {
    /// Counts what becomes of tokens, under a name that is a constant.
    public func metered(
        as name: String, factory: any MetricsFactory = MetricsSystem.factory
    ) -> MeteringTokenVerifier<Self> {
        MeteringTokenVerifier(self, as: name, factory: factory)
    }
}
