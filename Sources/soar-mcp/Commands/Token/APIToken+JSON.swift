//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

extension APIToken {
    /// What it comes down to: the operator's decision, or `expired`.
    func status(now: Date) -> String {
        guard state == .enabled, let expiresAt, expiresAt <= now else { return state.rawValue }
        return "expired"
    }

    /// The token as `--json` prints it; of the secret only the first characters are known here.
    func json(now: Date) -> JSONObject {
        [
            "id": .integer(id.rawValue), "name": .string(name), "description": .string(summary),
            "tenant": .string(tenant.rawValue), "scopes": JSONValue(scopes.sorted().map(\.rawValue)),
            "prefix": .string(prefix), "state": .string(state.rawValue), "status": .string(status(now: now)),
            "createdAt": .string(Timestamp.text(createdAt)), "expiresAt": JSONValue(expiresAt.map(Timestamp.text)),
            "lastUsedAt": JSONValue(lastUsedAt.map(Timestamp.text)), "useCount": .integer(useCount),
            "imported": .bool(isImported),
        ]
    }
}
