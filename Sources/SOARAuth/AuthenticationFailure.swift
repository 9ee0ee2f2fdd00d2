//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// Why a request is refused before anything is done for it.
///
/// The one source of the HTTP status, the challenge, the audit's reason and the metric's label. What the caller is
/// told (``reason``) never says more than its own token already tells: unknown, disabled and revoked look alike.
public enum AuthenticationFailure: Error, Hashable, Sendable {
    /// No credentials, or of a scheme that is not Bearer.
    case missing
    /// An `Authorization` header that is repeated or is not Bearer's syntax (RFC 6750 §2.1).
    case malformedHeader
    /// `?token=` more than once, empty, or with a token that must not travel in a query.
    case malformedQuery
    /// A token that is not of any accepted form, a wrong checksum included.
    case malformedToken
    /// A token that nobody issued.
    case unknown
    /// A token that an operator has switched off.
    case disabled
    /// A token that was taken back.
    case revoked
    /// A token whose time has run out.
    case expired
    /// A token that was replaced, and whose grace is over.
    case replaced
    /// A token of a tenant that an operator has switched off.
    case tenantDisabled
    /// A token of a tenant that is not there.
    case unknownTenant
    /// A token that may not be used from there.
    case wrongAddress
    /// A token that may not be used now.
    case wrongTime
    /// Too many tries with bad tokens, or too many requests; seconds after which another makes sense.
    case tooMany(retryAfter: Int)
    /// A signature algorithm that is not allowed (RFC 8725 §3.1).
    case unsupportedAlgorithm
    /// A header that brings its own key, or an extension that is not understood (RFC 7515 §4.1.11, RFC 8725 §3.10).
    case unacceptableHeader
    /// A token of another kind, by its `typ` (RFC 8725 §3.11, RFC 9068 §4).
    case wrongType
    /// A token of an issuer that is not trusted here (RFC 9068 §4).
    case wrongIssuer
    /// A token signed with a key that its issuer does not have.
    case unknownKey
    /// A token that names a key of its issuer and an algorithm that is not the key's (RFC 8725 §3.1).
    case wrongKeyAlgorithm
    /// A signature that is not right.
    case invalidSignature
    /// A claim that is missing or not of its type (RFC 7519 §4.1).
    case invalidClaims
    /// A token from the future, by `nbf` or `iat`.
    case notYetValid
    /// A token that would live longer than is allowed here.
    case excessiveLifetime
    /// A token that is meant for somebody else (RFC 9068 §4, RFC 8707).
    case wrongAudience
    /// A token that may not do this; all scopes that it would take.
    case insufficientScope([Scope])
    /// The one who knows can't be asked. The text is for the operator.
    case unavailable(String)
    /// Whether this very token is good can't be told now; others are checked as ever.
    ///
    /// The text is for the operator, the seconds are those after which another try makes sense.
    case undecided(String, retryAfter: Int)
}

extension AuthenticationFailure {
    /// The cases that are always worded alike.
    package static let withoutDetails: [AuthenticationFailure] = [
        .missing, .malformedHeader, .malformedQuery, .malformedToken, .unknown, .disabled, .revoked, .expired,
        .replaced, .tenantDisabled, .unknownTenant, .wrongAddress, .wrongTime, .unsupportedAlgorithm,
        .unacceptableHeader, .wrongType, .wrongIssuer, .unknownKey, .wrongKeyAlgorithm, .invalidSignature,
        .invalidClaims, .notYetValid, .excessiveLifetime, .wrongAudience,
    ]

    /// One of every case, for whoever counts them.
    package static let examples =
        withoutDetails + [
            .tooMany(retryAfter: 0), .insufficientScope([]), .unavailable(""), .undecided("", retryAfter: 0),
        ]

    /// The HTTP status (RFC 6750 §3.1); an outage is never a 401.
    public var status: Int {
        switch self {
        case .malformedHeader, .malformedQuery: 400
        case .missing, .malformedToken, .unknown, .disabled, .revoked, .expired, .replaced, .tenantDisabled,
            .unknownTenant,
            .unsupportedAlgorithm, .unacceptableHeader, .wrongType, .wrongIssuer, .unknownKey, .wrongKeyAlgorithm,
            .invalidSignature, .invalidClaims, .notYetValid, .excessiveLifetime, .wrongAudience:
            401
        case .insufficientScope, .wrongAddress, .wrongTime: 403
        case .tooMany: 429
        case .unavailable, .undecided: 503
        }
    }

    /// The challenge's `error` member (RFC 6750 §3.1); none where no credentials came, and none for an outage.
    public var challengeError: String? {
        switch self {
        case .missing, .unavailable, .undecided, .wrongAddress, .wrongTime, .tooMany: nil
        case .malformedHeader, .malformedQuery: "invalid_request"
        case .malformedToken, .unknown, .disabled, .revoked, .expired, .replaced, .tenantDisabled, .unknownTenant,
            .unsupportedAlgorithm, .unacceptableHeader, .wrongType, .wrongIssuer, .unknownKey, .wrongKeyAlgorithm,
            .invalidSignature, .invalidClaims, .notYetValid, .excessiveLifetime, .wrongAudience:
            "invalid_token"
        case .insufficientScope: "insufficient_scope"
        }
    }

    /// What the caller is told, as a word that a program can compare.
    public var reason: String {
        switch self {
        case .missing: "missing_token"
        case .malformedHeader: "malformed_authorization"
        case .malformedQuery: "malformed_query_token"
        case .malformedToken: "malformed_token"
        case .unknown, .disabled, .revoked, .tenantDisabled, .unknownTenant, .unknownKey, .wrongKeyAlgorithm,
            .invalidSignature:
            "invalid_token"
        case .wrongAddress: "address_not_allowed"
        case .wrongTime: "time_not_allowed"
        case .tooMany: "too_many_requests"
        case .unsupportedAlgorithm: "unsupported_algorithm"
        case .unacceptableHeader: "unacceptable_header"
        case .wrongType: "wrong_token_type"
        case .wrongIssuer: "wrong_issuer"
        case .invalidClaims: "invalid_claims"
        case .notYetValid: "token_not_yet_valid"
        case .excessiveLifetime: "token_lifetime"
        case .wrongAudience: "wrong_audience"
        case .expired, .replaced: "expired_token"
        case .insufficientScope: "insufficient_scope"
        case .unavailable, .undecided: "temporarily_unavailable"
        }
    }

    /// What the caller is told, as a sentence.
    public var message: String {
        switch self {
        case .missing: "A token is needed: send 'Authorization: Bearer <token>'."
        case .malformedHeader: "Send one Authorization header of the form 'Bearer <token>'."
        case .malformedQuery: "Send one API token as '?token=<token>', or better 'Authorization: Bearer <token>'."
        case .malformedToken: "The token is not complete: copy it again as it was shown."
        case .unknown, .disabled, .revoked, .tenantDisabled, .unknownTenant, .unknownKey, .wrongKeyAlgorithm,
            .invalidSignature:
            "The token is not valid. Ask the operator for another one."
        case .expired: "The token has expired. Ask the operator for another one."
        case .replaced: "The token was replaced by another one, and its time is over. Use the new one."
        case .wrongAddress: "The token may not be used from this address."
        case .wrongTime: "The token may not be used at this time."
        case .tooMany(let seconds): "There are too many requests. Try again in \(seconds) s."
        case .unsupportedAlgorithm: "The token is signed with an algorithm that is not accepted here."
        case .unacceptableHeader: "The token's header asks for something that is not supported here."
        case .wrongType: "This is not an access token. Send the access token that the authorization server issued."
        case .wrongIssuer: "The token is from an issuer that this server does not take tokens from."
        case .invalidClaims: "The token lacks a claim that is needed here, or has it in a wrong form."
        case .notYetValid: "The token is not valid yet. Check the clocks."
        case .excessiveLifetime: "The token is valid for longer than this server accepts."
        case .wrongAudience: "The token is meant for another server. Ask for one whose audience is this one."
        case .insufficientScope(let scopes):
            "The token lacks a permission. Needed: \(scopes.map(\.rawValue).joined(separator: " "))."
        case .unavailable: "The server can't check or record calls right now. Try again shortly."
        case .undecided(_, let seconds): "The token can't be checked right now. Try again in \(seconds) s."
        }
    }

    /// The scopes that the operation needs, where that is what is missing.
    public var requiredScopes: [Scope] {
        if case .insufficientScope(let scopes) = self { scopes } else { [] }
    }

    /// The audit's reason and the metric's label: a finite set of words that tells every case apart.
    public var label: String {
        switch self {
        case .missing: "missing"
        case .malformedHeader: "malformed_header"
        case .malformedQuery: "malformed_query"
        case .malformedToken: "malformed_token"
        case .unknown: "unknown"
        case .disabled: "disabled"
        case .revoked: "revoked"
        case .expired: "expired"
        case .replaced: "replaced"
        case .tenantDisabled: "tenant_disabled"
        case .unknownTenant: "unknown_tenant"
        case .wrongAddress: "wrong_address"
        case .wrongTime: "wrong_time"
        case .tooMany: "too_many"
        case .unsupportedAlgorithm: "unsupported_algorithm"
        case .unacceptableHeader: "unacceptable_header"
        case .wrongType: "wrong_type"
        case .wrongIssuer: "wrong_issuer"
        case .unknownKey: "unknown_key"
        case .wrongKeyAlgorithm: "wrong_key_algorithm"
        case .invalidSignature: "invalid_signature"
        case .invalidClaims: "invalid_claims"
        case .notYetValid: "not_yet_valid"
        case .excessiveLifetime: "excessive_lifetime"
        case .wrongAudience: "wrong_audience"
        case .insufficientScope: "insufficient_scope"
        case .unavailable: "unavailable"
        case .undecided: "undecided"
        }
    }

    /// Seconds after which another try makes sense, where it does.
    public var retryAfter: Int? {
        switch self {
        case .unavailable: 1
        case .tooMany(let seconds), .undecided(_, let seconds): seconds
        default: nil
        }
    }
}
