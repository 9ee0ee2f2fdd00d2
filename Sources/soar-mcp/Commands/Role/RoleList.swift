//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp role list`: the roles that tokens can have.
struct RoleList: SOARCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the roles.")

    @Option(help: "The team whose roles they are.")
    var tenant: String = TenantID.default.rawValue

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let tenant = try await TenantLookup.tenant(tenant, in: store)
        let own = try await store.roles(tenant: tenant)
        if output.json {
            return try context.printResult(.array((Role.builtIn + own).map { .object($0.json) }))
        }
        var table = TextTable(
            [
                Message("NAME", "名称"), Message("SCOPES", "权限"), Message("RESTRICTIONS", "限制"),
                Message("DESCRIPTION", "描述"),
            ], in: context.language)
        for role in Role.builtIn + own {
            table.append([
                role.name.rawValue, role.scopes.sorted().map(\.rawValue).joined(separator: " "),
                role.restrictions.isEmpty ? "-" : JSONValue.object(role.restrictions.json).text(), role.summary,
            ])
        }
        for line in table.lines { try context.printResult(line) }
    }
}

extension Role {
    /// The role as `--json` prints it.
    var json: JSONObject {
        [
            "name": .string(name.rawValue), "description": .string(summary),
            "scopes": JSONValue(scopes.sorted().map(\.rawValue)), "restrictions": .object(restrictions.json),
            "builtIn": .bool(Role.builtIn.contains { $0.name == name }),
        ]
    }
}
