//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp role set`: makes a role, or changes one for all tokens that have it.
struct RoleSet: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Make a role, or change one; every token that has it changes at once.",
        discussion: """
            Of a role that is there, what is not said stays as it is; restrictions that are said replace all it had.
            """)

    /// Characters of a role's name at most.
    static let maximumName = 64

    @Argument(help: "The role's name: 1 to 64 of a-z, 0-9, '.', '_' and '-'.")
    var name: String

    @Option(help: "What the role is for.")
    var description: String?

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            "A permission, repeatable: \(Arguments.scopes) (for a new role: all but admin).", valueName: "scope"),
        transform: Arguments.scope)
    var scopes: [Scope] = []

    @OptionGroup(title: "Permissions") var permissions: PermissionOptions

    @Flag(help: "Take all restrictions away.")
    var unrestricted = false

    @Option(help: "The team whose role it is.")
    var tenant: String = TenantID.default.rawValue

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        let isSound = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "._-".utf8.contains(byte)
            }
        }
        guard isSound, (1...Self.maximumName).contains(name.utf8.count) else {
            throw ValidationError("A role's name has 1 to \(Self.maximumName) of a-z, 0-9, '.', '_' and '-'.")
        }
    }

    func run(in context: CommandContext) async throws {
        let name = RoleName(rawValue: name)
        guard !Role.builtIn.contains(where: { $0.name == name }) else {
            throw CommandError(
                Message(
                    "The role \"\(name)\" is built in and stays as it is; choose another name.",
                    "角色“\(name)”为内置角色，不可修改；请换一个名称。"))
        }
        let restrictions = unrestricted ? Restrictions.none : try permissions.restrictions(in: context)
        let summary = try description.map(TokenName.checkedDescription)
        let store = try settings.store(createsMissing: true, in: context)
        let tenant = try await TenantLookup.tenant(tenant, in: store)
        if let restrictions {
            try await permissions.checkPlaybooks(of: restrictions, tenant: tenant, in: store, context)
        }
        var role =
            try await store.role(name, tenant: tenant) ?? Role(name: name, scopes: Scope.standard)
        role.summary = summary ?? role.summary
        role.scopes = scopes.isEmpty ? role.scopes : Set(scopes)
        role.restrictions = restrictions ?? role.restrictions
        try await store.setRole(role, tenant: tenant, by: context.asOperator)
        if output.json { return try context.printResult(.object(role.json)) }
        try context.printResult(Message("Role \"\(name)\" is set.", "角色“\(name)”已设置。"))
    }
}
