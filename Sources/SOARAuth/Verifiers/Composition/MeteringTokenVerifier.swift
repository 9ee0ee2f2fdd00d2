//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import CoreMetrics
import Metrics

/// Counts what becomes of tokens, and how long it takes.
///
/// `soar_mcp_token_verifications_total` counts by `verifier` and `outcome`,
/// `soar_mcp_token_verification_duration_seconds` times by `verifier`.
/// An outcome is `accepted`, `not_mine` or an ``AuthenticationFailure/label``, so the labels are finite.
public struct MeteringTokenVerifier<Base: TokenVerifier>: TokenVerifier {
    private let base: Base
    private let accepted: Counter
    private let notMine: Counter
    private let refused: [String: Counter]
    private let timer: Timer

    /// Makes the counters, once.
    ///
    /// - Parameters:
    ///   - base: Decides.
    ///   - name: Tells this verifier's figures from those of others; a constant, nothing that a caller chooses.
    ///   - factory: Where the figures go.
    public init(_ base: Base, as name: String, factory: any MetricsFactory = MetricsSystem.factory) {
        self.base = base
        func counter(_ outcome: String) -> Counter {
            Counter(
                label: "soar_mcp_token_verifications_total", dimensions: [("verifier", name), ("outcome", outcome)],
                factory: factory)
        }
        accepted = counter("accepted")
        notMine = counter("not_mine")
        refused = Dictionary(
            AuthenticationFailure.examples.map { ($0.label, counter($0.label)) },
            uniquingKeysWith: { first, _ in first })
        timer = Timer(
            label: "soar_mcp_token_verification_duration_seconds", dimensions: [("verifier", name)], factory: factory)
    }

    public var shapes: Set<BearerToken.Shape> { base.shapes }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        let start = ContinuousClock.now
        defer { timer.record(duration: ContinuousClock.now - start) }
        do throws(AuthenticationFailure) {
            let caller = try await base.verify(token)
            (caller == nil ? notMine : accepted).increment()
            return caller
        } catch {
            refused[error.label]?.increment()
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
