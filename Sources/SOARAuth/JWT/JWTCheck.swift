//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The checks that a signed token goes through, in their order; each failure belongs to one of them.
public enum JWTCheck: String, CaseIterable, Sendable {
    /// Three parts of canonical base64url, with unambiguous JSON in the first two.
    case form
    /// The issuer is trusted.
    case issuer
    /// The issuer may sign with that algorithm.
    case algorithm
    /// The header asks for nothing that is not understood.
    case header
    /// It is an access token.
    case type
    /// The issuer's keys are at hand, and the one that is named is among them and for that algorithm.
    case key
    /// The signature is right.
    case signature
    /// The claims that are needed are there and of their types.
    case claims
    /// It is the time for it.
    case time
    /// It is meant for this server.
    case audience

    /// The check that ends in that failure; nil for failures of other kinds of token.
    public init?(_ failure: AuthenticationFailure) {
        switch failure {
        case .malformedToken: self = .form
        case .unsupportedAlgorithm: self = .algorithm
        case .unacceptableHeader: self = .header
        case .wrongIssuer: self = .issuer
        case .wrongType: self = .type
        case .unknownKey, .wrongKeyAlgorithm, .unavailable, .undecided: self = .key
        case .invalidSignature: self = .signature
        case .invalidClaims: self = .claims
        case .expired, .notYetValid, .excessiveLifetime: self = .time
        case .wrongAudience: self = .audience
        default: return nil
        }
    }

    /// The checks that a token passed before it failed at this one.
    public var passed: [JWTCheck] { Array(Self.allCases.prefix { $0 != self }) }
}
