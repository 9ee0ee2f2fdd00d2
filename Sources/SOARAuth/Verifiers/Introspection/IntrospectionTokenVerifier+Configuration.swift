//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

extension IntrospectionTokenVerifier {
    /// Whom we are to the server, what its answers must say, and how long they are believed.
    public struct Configuration: Sendable {
        /// How the client proves itself (RFC 6749 §2.3.1).
        public enum Authentication: String, Sendable, CaseIterable {
            /// `client_secret_basic`: an `Authorization` header.
            case basic
            /// `client_secret_post`: members of the form.
            case post
        }

        public var authentication = Authentication.basic
        /// Whether tokens that look like a JWT are asked about too.
        public var acceptsStructuredTokens = false
        /// The issuer that an answer must name; nil where it doesn't matter.
        public var issuer: String?
        /// Whom a token must be issued for, one of these; empty where it doesn't matter.
        public var audiences: Set<String> = []
        /// The member that names the tenant; nil where all belong to ``tenant``.
        ///
        /// A token without that member is refused.
        public var tenantClaim: String?
        /// The tenant of all tokens where no member names it.
        public var tenant = TenantID.default
        /// How far the server's clock may be ahead of ours, for `nbf`.
        public var clockSkew: Duration = .seconds(60)
        /// How long a good answer is believed, never longer than the token lives.
        public var maximumAge: Duration = .seconds(60)
        /// How long a refusal is believed.
        public var refusalAge: Duration = .seconds(10)
        /// Good answers in memory at most, and as many refusals.
        public var maximumCachedTokens = 10_000
        /// Questions under way at most; further tokens find the server unavailable.
        public var maximumQuestions = 256
        /// How long one question may take.
        public var timeout: Duration = .seconds(5)
        /// Failures in a row after which the server is left alone.
        public var maximumFailures = 5
        /// For how long; then one question finds out.
        public var pause: Duration = .seconds(10)
        /// Bytes of an answer at most.
        public static let maximumAnswerBytes = 256 * 1024

        public init() {}
    }
}
