//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What asking about one token brought.
enum IntrospectionOutcome: Sendable {
    case active(AccessToken)
    case refused(AuthenticationFailure)
    /// The server answers, but what it says about this token can't be used; text for the operator.
    case undecided(String)
    /// The server can't be asked; text for the operator.
    case failed(String)

    /// Seconds after which it makes sense to ask once more about a token that nothing could be said of.
    private static let retryAfter = 10

    func get() throws(AuthenticationFailure) -> AccessToken {
        switch self {
        case .active(let caller): return caller
        case .refused(let failure): throw failure
        case .undecided(let message): throw .undecided(message, retryAfter: Self.retryAfter)
        case .failed(let message): throw .unavailable(message)
        }
    }
}
