//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARAuth

/// Lets everybody in, as one and the same caller: for tests on this machine only.
struct EverybodyAuthProvider: AuthProvider {
    func authenticate(_ request: HTTPRequest) throws(AuthenticationFailure) -> AccessToken {
        AccessToken(subject: "everybody", client: "everything")
    }
}
