//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp role remove`: takes a role away that no token has.
struct RoleRemove: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take a role away that no token has any more.")

    @Argument(help: "The role's name.")
    var name: String

    @Option(help: "The team whose role it is.")
    var tenant: String = TenantID.default.rawValue

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let tenant = try await TenantLookup.tenant(tenant, in: store)
        let role = try await RoleLookup.role(name, tenant: tenant, in: store)
        guard try await store.removeRole(role.name, tenant: tenant, by: context.asOperator) else {
            throw CommandError(
                Message("The role \"\(name)\" is built in and stays.", "角色“\(name)”为内置角色，不可删除。"))
        }
        if output.json { return try context.printResult(["name": .string(name), "removed": true]) }
        try context.printResult(Message("Role \"\(name)\" is gone.", "角色“\(name)”已删除。"))
    }
}
