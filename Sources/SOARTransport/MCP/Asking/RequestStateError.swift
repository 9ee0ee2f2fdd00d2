//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Why a `requestState` is not taken, or none can be given out (MCP 2026-07-28, "Multi Round-Trip Requests").
package enum RequestStateError: Error, Hashable, Sendable {
    /// Not one that was given out to this caller for this request.
    ///
    /// Nonsense, a changed byte, another server's key, another caller and changed parameters all look alike, so that
    /// nobody learns from the answer which of them it was.
    case invalid
    /// Its time has run out, or has not come by this server's clock.
    case expired
    /// Longer than anything that was given out, in bytes.
    case tooLarge(limit: Int)
    /// It was taken before, and counts once.
    case used
    /// No more of those that were taken can be remembered, so none is taken.
    case full
    /// What is to be kept can't be sealed.
    ///
    /// The text says why, for the operator.
    case unsealable(String)
}

extension RequestStateError {
    /// What the client is told.
    package var message: String {
        switch self {
        case .invalid:
            "The parameter 'requestState' is not one that this server gave out for this request; "
                + "leave it out to begin again."
        case .expired: "The parameter 'requestState' has expired; leave it out to begin again."
        case .tooLarge(let limit): "The parameter 'requestState' must be at most \(limit) bytes long."
        case .used: "The parameter 'requestState' was used before; leave it out to begin again."
        case .full: "The parameter 'requestState' can't be taken at the moment; try again in a few minutes."
        case .unsealable: "The server could not keep what it has to remember of this request."
        }
    }

    /// The kind of fault as one word for the audit log and for metrics.
    package var label: String {
        switch self {
        case .invalid: "invalid_request_state"
        case .expired: "expired_request_state"
        case .tooLarge: "oversized_request_state"
        case .used: "used_request_state"
        case .full: "request_states_full"
        case .unsealable: "unsealable_request_state"
        }
    }

    /// The answer: the client's own fault is one of its parameters, the rest is the server's.
    package var answer: JSONRPCError {
        switch self {
        case .invalid, .expired, .tooLarge, .used: .invalidParams(message)
        case .full, .unsealable: .internalError(message)
        }
    }
}
