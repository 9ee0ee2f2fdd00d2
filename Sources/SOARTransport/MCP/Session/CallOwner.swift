//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// Whose a call, a session or a stream is.
struct CallOwner: Hashable, Sendable {
    let tenant: TenantID
    let issuer: String?
    let subject: String
    let client: String

    init(_ caller: AccessToken) {
        tenant = caller.tenant
        issuer = caller.issuer
        subject = caller.subject
        client = caller.client
    }
}
