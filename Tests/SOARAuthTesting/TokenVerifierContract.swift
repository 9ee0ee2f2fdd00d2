//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARAuth

public import struct Foundation.Date

/// What every ``SOARAuth/TokenVerifier`` must keep to, for your own too: from Swift Testing, XCTest or a program.
///
/// Expect ``violations()`` to be empty. It makes about 40 checks for each accepted token.
public struct TokenVerifierContract: Sendable {
    /// How many verifications run at once when that is what is looked at.
    public static let concurrentVerifications = 64

    let verifier: any TokenVerifier
    let accepted: [String]
    let refused: [String]
    let outage: (@Sendable () async -> Void)?
    let limit: Duration
    let now: @Sendable () -> Date

    /// Takes the verifier and what is known about it.
    ///
    /// - Parameters:
    ///   - verifier: The one to look at.
    ///   - accepted: Tokens that it should accept; at least one, of 16 characters or more.
    ///   - refused: Tokens that it should refuse or give nil for: expired, revoked, another's.
    ///   - outage: Makes that whom the verifier asks can't be asked any more; nil where it asks nobody.
    ///   - limit: How long one verification may take; one that doesn't heed its cancellation is waited for.
    ///   - now: The time that expiry is measured by.
    public init(
        verifier: some TokenVerifier, accepted: [String], refused: [String] = [],
        outage: (@Sendable () async -> Void)? = nil, limit: Duration = .seconds(5),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.verifier = verifier
        self.accepted = accepted
        self.refused = refused
        self.outage = outage
        self.limit = limit
        self.now = now
    }

    /// Checks everything; what causes an outage comes last.
    public func violations() async -> [ContractViolation] {
        var violations: [ContractViolation] = []
        if accepted.isEmpty { violations.append(.init(point: .accepts, explanation: "no accepted token was given")) }
        for (index, token) in accepted.enumerated() {
            violations += await acceptance(of: token, name: "accepted token \(index + 1)")
        }
        for (index, token) in refused.enumerated() {
            violations += await refusal(of: token, name: "refused token \(index + 1)")
        }
        let nearMisses = accepted.flatMap(NearMisses.of).filter { !accepted.contains($0.token) }
        for miss in nearMisses + NearMisses.junk {
            violations += await refusal(of: miss.token, name: miss.name)
        }
        violations += await concurrency()
        violations += await cancellation()
        violations += await closedness()
        return violations
    }
}
