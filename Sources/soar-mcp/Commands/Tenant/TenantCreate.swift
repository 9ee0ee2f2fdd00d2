//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// Makes a tenant.
struct TenantCreate: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a tenant: a team with its own platform, tokens and catalogue.")

    @Argument(help: ArgumentHelp("What it is called: \(TenantID.accepted).", valueName: "name"))
    var name: String

    @OptionGroup var tenant: TenantOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let id = TenantID(rawValue: name)
        guard id.isAcceptable else {
            let shown = SettingsError.shown(name)
            throw CommandError(
                Message(
                    "A tenant's name must be \(TenantID.accepted), not \(shown).",
                    "租户名称无效：\(shown)；可接受：\(TenantID.accepted)。"))
        }
        let store = try settings.store(createsMissing: true, in: context)
        guard try await store.tenant(id) == nil else { throw Self.exists(id) }
        let settings = try await settings.settings(storedIn: store, in: context)
        let change = try tenant.change(
            of: id, nil, sealer: SealerAccess.sealer(settings, in: context), in: context)
        var new = Tenant(id: id, displayName: change.displayName ?? name, createdAt: context.now())
        if let platform = change.platform { new.platform = platform }
        new.executionLimits = change.executionLimits ?? []
        do throws(StoreError) {
            new = try await store.insertTenant(new, by: context.asOperator)
        } catch {
            throw error.code == .conflict ? Self.exists(id) : TenantRefusal.error(error)
        }
        if output.json { return try context.printResult(.object(new.json)) }
        try context.printResult(Message("Tenant \(id) is created.", "租户 \(id) 已创建。"))
        new.printMissing(in: context)
    }

    private static func exists(_ id: TenantID) -> CommandError {
        CommandError(
            Message(
                "There is a tenant \(id) already. Change it with `soar-mcp tenant set \(id)`, or choose another name.",
                "已有租户 \(id)。请用 `soar-mcp tenant set \(id)` 修改，或使用其他名称。"))
    }
}
