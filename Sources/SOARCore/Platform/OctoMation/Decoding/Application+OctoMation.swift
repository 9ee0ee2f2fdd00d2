//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension Application {
    /// Reads an application without its assets, which can hold credentials; nil without an id.
    init?(octoMation value: JSONValue) {
        guard let id = value.memberText("id") else { return nil }
        let name = value.memberText("name") ?? id
        self.init(
            id: id,
            name: name,
            displayName: value.memberText("displayName") ?? name,
            summary: value.memberText("description") ?? "",
            version: value.memberText("version") ?? "",
            category: value.memberText("category") ?? "",
            actions: (value["appActionList"]?.arrayValue ?? []).compactMap(ApplicationAction.init(octoMation:)))
    }
}

extension ApplicationAction {
    /// Reads an action; nil without an id.
    init?(octoMation value: JSONValue) {
        guard let id = value.memberText("id") else { return nil }
        let name = value.memberText("name") ?? id
        self.init(
            id: id,
            name: name,
            displayName: value.memberText("displayName") ?? name,
            summary: value.memberText("description") ?? "",
            isReadOnly: value["readonly"]?.lenientBool ?? false)
    }
}
