//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth

/// Whether a check that was passed before would be passed again.
///
/// Not knowing is no reason to end what was let in.
func isStillAccepted(_ check: () async throws(AuthenticationFailure) -> AccessToken) async -> Bool {
    do throws(AuthenticationFailure) {
        _ = try await check()
        return true
    } catch {
        if error.status == 503 { return true }
        return false
    }
}
