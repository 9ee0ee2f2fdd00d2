//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Approval {
    /// The approval as `--json` prints it.
    var json: JSONObject {
        [
            "id": .integer(id.rawValue), "state": .string(state.rawValue), "tenant": .string(request.tenant.rawValue),
            "playbook": .integer(request.playbook.rawValue), "playbookName": .string(request.playbookName),
            "event": .integer(request.eventID), "parameters": request.parameters,
            "requester": .string(request.requesterName), "token": JSONValue(request.tokenID?.rawValue),
            "owner": .string(owner), "createdAt": .string(Timestamp.text(createdAt)),
            "expiresAt": .string(Timestamp.text(expiresAt)), "decidedAt": JSONValue(decidedAt.map(Timestamp.text)),
            "decidedBy": JSONValue(decidedBy), "reason": JSONValue(reason),
        ]
    }
}
