//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Asks one verifier after the other until one decides; only those that look at tokens of that form.
///
/// A refusal is final, and an outage too: the verifier that can't be asked may be the one that would have refused, a
/// list of stolen tokens say, so to go on would let an outage open a door. Put those that need nobody else first: whom
/// they accept is not held up by the outage of a later one. A verifier keeps its outage from others' tokens by its
/// ``TokenVerifier/shapes``, and by giving nil before it asks anybody.
public struct AnyOfTokenVerifier: TokenVerifier {
    /// By form, so that a call looks at none that has no say.
    private let verifiers: [BearerToken.Shape: [any TokenVerifier]]
    public let shapes: Set<BearerToken.Shape>

    /// Takes the verifiers in the order in which they are asked.
    public init(_ verifiers: [any TokenVerifier]) {
        let shapes = verifiers.map(\.shapes)
        self.shapes = shapes.reduce(into: []) { $0.formUnion($1) }
        self.verifiers = Dictionary(
            uniqueKeysWithValues: BearerToken.Shape.allCases.map { shape in
                (shape, zip(verifiers, shapes).filter { $1.contains(shape) }.map(\.0))
            })
    }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        var leftOpen: AuthenticationFailure?
        for verifier in verifiers[token.shape] ?? [] {
            do throws(AuthenticationFailure) {
                if let caller = try await verifier.verify(token) { return caller }
            } catch {
                guard Self.leavesOpen(error) else { throw error }
                leftOpen = leftOpen ?? error
            }
        }
        if let leftOpen { throw leftOpen }
        return nil
    }

    /// Whether a failure only says whose token it is not: then the next is asked, and it is thrown if nobody accepts.
    private static func leavesOpen(_ failure: AuthenticationFailure) -> Bool {
        switch failure {
        case .wrongIssuer: true
        case .missing, .malformedHeader, .malformedQuery, .malformedToken, .unknown, .disabled, .revoked, .expired,
            .unsupportedAlgorithm, .unacceptableHeader, .wrongType, .unknownKey, .wrongKeyAlgorithm, .invalidSignature,
            .invalidClaims, .notYetValid, .excessiveLifetime, .wrongAudience, .insufficientScope, .unavailable,
            .undecided, .replaced, .tenantDisabled, .unknownTenant, .wrongAddress, .wrongTime, .tooMany:
            false
        }
    }
}

extension TokenVerifier where Self == AnyOfTokenVerifier {
    /// Asks one verifier after the other until one decides.
    public static func anyOf(_ verifiers: any TokenVerifier...) -> Self { AnyOfTokenVerifier(verifiers) }
}
