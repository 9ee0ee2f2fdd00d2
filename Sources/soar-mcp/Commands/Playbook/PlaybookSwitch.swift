//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// What `playbook enable` and `disable` have in common.
protocol PlaybookSwitch: SOARCommand {
    static var enables: Bool { get }
    var id: PlaybookID { get }
    var tenant: TenantOption { get }
    var settings: SettingsOptions { get }
    var output: JSONOption { get }
}

extension PlaybookSwitch {
    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let tenant = try await tenant.id(in: store)
        let changed = try await store.changePlaybook(
            id, tenant: tenant, PlaybookChange(isEnabled: Self.enables), by: context.asOperator)
        let entry = try PlaybookLookup.found(changed, id)
        if output.json { return try context.printResult(.object(entry.json)) }
        let done = Self.enables ? Message("enabled", "启用") : Message("disabled", "停用")
        let name = PlainText.escaped(entry.playbook.displayName)
        try context.printResult(
            Message("Playbook \(id) \"\(name)\" is now \(done.english).", "剧本 \(id)“\(name)”现已\(done.chinese)。"))
    }
}
