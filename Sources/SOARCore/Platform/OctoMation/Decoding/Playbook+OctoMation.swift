//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension Playbook {
    /// Reads a playbook from the platform's list; nil without an id.
    init?(octoMation value: JSONValue, time: OctoMationTime) {
        guard let id = value["id"]?.lenientInteger else { return nil }
        let name = value.memberText("name") ?? ""
        self.init(
            id: PlaybookID(rawValue: id),
            name: name,
            displayName: value.memberText("displayName") ?? (name.isEmpty ? String(id) : name),
            category: value.memberText("playbookCategory") ?? "",
            summary: value.memberText("description") ?? "",
            labels: Self.labels(value) ?? [],
            createdAt: time.date(value["createTime"]),
            updatedAt: time.date(value["updateTime"]))
    }

    /// Whether an object of the list is what was asked for.
    ///
    /// The filter by label is undocumented. A platform that takes no notice of it would hand out playbooks that nobody
    /// meant to share, so what says of itself that it isn't wanted is left out here. What says nothing is taken.
    static func isWanted(octoMation value: JSONValue, labels wanted: [String]) -> Bool {
        if value["deleted"]?.lenientBool == true { return false }
        if let status = value.memberText("publishStatus"), status != "ONLINE" { return false }
        guard !wanted.isEmpty, let labels = labels(value) else { return true }
        return labels.contains { wanted.contains($0) }
    }

    private static func labels(_ value: JSONValue) -> [String]? {
        value["labelList"]?.arrayValue.map { labels in labels.compactMap { $0["name"]?.lenientText ?? $0.lenientText } }
    }
}
