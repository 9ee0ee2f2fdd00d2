//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Bounds how many verifications run at once: for verifiers that are expensive or ask somebody else.
///
/// One too many is refused as ``AuthenticationFailure/unavailable(_:)``, for nothing was found out about its token.
public struct ThrottlingTokenVerifier<Base: TokenVerifier>: TokenVerifier {
    private let base: Base
    private let slots: VerificationSlots

    /// Bounds a verifier.
    ///
    /// - Parameters:
    ///   - base: Decides; the time it takes bounds the wait.
    ///   - maximumConcurrent: Verifications that run at once; at least 1.
    ///   - maximumWaiting: Verifications that wait for one of these to end.
    public init(_ base: Base, maximumConcurrent: Int = 16, maximumWaiting: Int = 256) {
        self.base = base
        slots = VerificationSlots(maximumTaken: max(1, maximumConcurrent), maximumWaiting: max(0, maximumWaiting))
    }

    public var shapes: Set<BearerToken.Shape> { base.shapes }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        // What is no business of the inner verifier takes nobody's place.
        guard shapes.contains(token.shape) else { return nil }
        switch await slots.take() {
        case .taken: break
        case .full: throw .unavailable("too many token verifications at once")
        case .cancelled: throw .unavailable("the verification was cancelled while it waited")
        }
        defer { slots.give() }
        return try await base.verify(token)
    }
}

extension TokenVerifier {
    /// Bounds how many verifications run at once, and how many wait.
    public func throttled(maximumConcurrent: Int = 16, maximumWaiting: Int = 256) -> ThrottlingTokenVerifier<Self> {
        ThrottlingTokenVerifier(self, maximumConcurrent: maximumConcurrent, maximumWaiting: maximumWaiting)
    }
}
