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
    /// A token that may not do this; all scopes that it would take.
    case insufficientScope([Scope])
    /// The one who knows can't be asked. The text is for the operator.
    case unavailable(String)
}

extension AuthenticationFailure {
    /// The cases that are always worded alike.
    package static let withoutDetails: [AuthenticationFailure] = [
        .missing, .malformedHeader, .malformedQuery, .malformedToken, .unknown, .disabled, .revoked, .expired,
    ]

    /// The HTTP status (RFC 6750 §3.1); an outage is never a 401.
    public var status: Int {
        switch self {
        case .malformedHeader, .malformedQuery: 400
        case .missing, .malformedToken, .unknown, .disabled, .revoked, .expired: 401
        case .insufficientScope: 403
        case .unavailable: 503
        }
    }

    /// The challenge's `error` member (RFC 6750 §3.1); none where no credentials came, and none for an outage.
    public var challengeError: String? {
        switch self {
        case .missing, .unavailable: nil
        case .malformedHeader, .malformedQuery: "invalid_request"
        case .malformedToken, .unknown, .disabled, .revoked, .expired: "invalid_token"
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
        case .unknown, .disabled, .revoked: "invalid_token"
        case .expired: "expired_token"
        case .insufficientScope: "insufficient_scope"
        case .unavailable: "temporarily_unavailable"
        }
    }

    /// What the caller is told, as a sentence.
    public var message: String {
        switch self {
        case .missing: "A token is needed: send 'Authorization: Bearer <token>'."
        case .malformedHeader: "Send one Authorization header of the form 'Bearer <token>'."
        case .malformedQuery: "Send one API token as '?token=<token>', or better 'Authorization: Bearer <token>'."
        case .malformedToken: "The token is not complete: copy it again as it was shown."
        case .unknown, .disabled, .revoked: "The token is not valid. Ask the operator for another one."
        case .expired: "The token has expired. Ask the operator for another one."
        case .insufficientScope(let scopes):
            "The token lacks a permission. Needed: \(scopes.map(\.rawValue).joined(separator: " "))."
        case .unavailable: "The server can't check or record calls right now. Try again shortly."
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
        case .insufficientScope: "insufficient_scope"
        case .unavailable: "unavailable"
        }
    }

    /// Seconds after which another try makes sense, where it does.
    public var retryAfter: Int? {
        if case .unavailable = self { 1 } else { nil }
    }
}
