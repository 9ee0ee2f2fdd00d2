//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth

/// Why a request has no result.
enum CallFailure: Error {
    /// The caller is told in a JSON-RPC error.
    case protocolError(JSONRPCError)
    /// The caller is told by an HTTP status: not permitted, or it can't be decided or recorded.
    case refused(AuthenticationFailure)
    /// The caller said that it waits no longer, so it is told nothing.
    case stopped
}
