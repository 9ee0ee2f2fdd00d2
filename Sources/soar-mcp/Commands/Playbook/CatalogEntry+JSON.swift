//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension CatalogEntry {
    /// `enabled`, `disabled`, or `gone` where the platform no longer lists it.
    var state: String {
        if goneSince != nil { return "gone" }
        return isEnabled ? "enabled" : "disabled"
    }

    /// The playbook as `--json` prints it.
    var json: JSONObject {
        [
            "id": .integer(playbook.id.rawValue), "name": .string(playbook.name),
            "displayName": .string(playbook.displayName), "category": .string(playbook.category),
            "description": .string(playbook.summary), "state": .string(state), "enabled": .bool(isEnabled),
            "goneSince": JSONValue(goneSince.map(Timestamp.text)), "syncedAt": .string(Timestamp.text(syncedAt)),
            "executionLimits": JSONValue(executionLimits.map(\.description)), "approval": .string(approval.rawValue),
            "parameters": JSONValue.array(
                (playbook.parameters ?? []).map { parameter in
                    [
                        "name": .string(parameter.name), "description": .string(parameter.summary),
                        "type": .string(parameter.type), "required": .bool(parameter.isRequired),
                    ]
                }),
        ]
    }
}
