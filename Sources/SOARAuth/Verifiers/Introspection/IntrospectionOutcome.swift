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

    func get() throws(AuthenticationFailure) -> AccessToken {
        switch self {
        case .active(let caller): return caller
        case .refused(let failure): throw failure
        case .undecided(let message), .failed(let message): throw .unavailable(message)
        }
    }
}
