//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp role show`: one role.
struct RoleShow: SOARCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one role.")

    @Argument(help: "The role's name.")
    var name: String

    @Option(help: "The team whose role it is.")
    var tenant: String = TenantID.default.rawValue

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let tenant = try await TenantLookup.tenant(tenant, in: store)
        let members = try await RoleLookup.role(name, tenant: tenant, in: store).json
        if output.json { return try context.printResult(.object(members)) }
        try FieldTable(members, in: context.language).print(in: context)
    }
}
