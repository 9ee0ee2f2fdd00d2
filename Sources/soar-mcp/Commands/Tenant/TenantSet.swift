//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// Changes a tenant.
struct TenantSet: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a tenant; what is not said stays as it is.",
        discussion: "A running server follows within a second. Labels and limits that are given replace the old ones.")

    @Argument(help: ArgumentHelp("The tenant.", valueName: "name"))
    var name: String

    @Flag(help: "Take away its own platform; the default tenant has that of the settings then.")
    var noPlatform = false

    @Flag(help: "Take away its limits on executions.")
    var noExecutionLimits = false

    @OptionGroup var tenant: TenantOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let old = try await TenantLookup.existing(name, in: store)
        let settings = try await settings.settings(storedIn: store, in: context)
        var change = try tenant.change(
            of: old.id, old.platform, sealer: SealerAccess.sealer(settings, in: context), in: context)
        if noPlatform {
            guard change.platform == nil else { throw Self.contradiction("--no-platform") }
            change.platform = .some(nil)
        }
        if noExecutionLimits {
            guard change.executionLimits == nil else { throw Self.contradiction("--no-execution-limits") }
            change.executionLimits = []
        }
        guard change != TenantChange() else {
            throw CommandError(
                Message(
                    "Nothing to change was given; see `soar-mcp tenant set --help`.",
                    "未指定要更改的内容；请查看 `soar-mcp tenant set --help`。"))
        }
        let changed: Tenant?
        do throws(StoreError) {
            changed = try await store.changeTenant(old.id, change, by: context.asOperator)
        } catch {
            throw TenantRefusal.error(error)
        }
        let tenant = try changed ?? TenantStateChangeFault.gone(old.id)
        if output.json { return try context.printResult(.object(tenant.json)) }
        try context.printResult(Message("Tenant \(tenant.id) is changed.", "租户 \(tenant.id) 已更改。"))
        tenant.printMissing(in: context)
    }

    private static func contradiction(_ option: String) -> CommandError {
        CommandError(
            Message("\(option) contradicts the other options.", "\(option) 与其他选项矛盾。"))
    }
}
