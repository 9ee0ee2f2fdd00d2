//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp playbook list`.
struct PlaybookList: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the playbooks that callers can run.")

    @Flag(help: "List the disabled ones and those that the platform no longer has, too.")
    var all = false

    @OptionGroup var tenant: TenantOption
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        var filter = PlaybookFilter(tenant: try await tenant.id(in: store))
        filter.onlyAvailable = !all
        let entries = try await store.playbooks(filter)
        if output.json { return try context.printResult(.array(entries.map { .object($0.json) })) }
        guard !entries.isEmpty else {
            return context.printRemark(
                Message(
                    "There are no playbooks. Get them with `soar-mcp playbook sync`.",
                    "没有剧本。请用 `soar-mcp playbook sync` 同步。"))
        }
        var table = TextTable(
            [
                Message("ID", "编号"), Message("NAME", "名称"), Message("CATEGORY", "分类"), Message("STATE", "状态"),
                Message("SYNCED", "同步"),
            ], in: context.language)
        for entry in entries {
            table.append([
                entry.playbook.id.description,
                entry.playbook.displayName.isEmpty ? entry.playbook.name : entry.playbook.displayName,
                entry.playbook.category, entry.state, Timestamp.brief(entry.syncedAt),
            ])
        }
        for line in table.lines { try context.printResult(line) }
    }
}
