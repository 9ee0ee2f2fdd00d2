//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// A command that switches a tenant on or off.
protocol TenantStateChange: SOARCommand {
    static var state: Tenant.State { get }
    var name: String { get }
    var settings: SettingsOptions { get }
    var output: JSONOption { get }
}

extension TenantStateChange {
    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let id = try await TenantLookup.existing(name, in: store).id
        let changed = try await store.setTenant(id, state: Self.state, by: context.asOperator)
        let tenant = try changed ?? TenantStateChangeFault.gone(id)
        if output.json { return try context.printResult(.object(tenant.json)) }
        let done = tenant.state == .enabled ? Message("enabled", "启用") : Message("disabled", "停用")
        try context.printResult(
            Message("Tenant \(id) is now \(done.english).", "租户 \(id) 现已\(done.chinese)。"))
    }
}

enum TenantStateChangeFault {
    /// The tenant went away between two looks.
    static func gone(_ id: TenantID) throws -> Tenant {
        throw CommandError(Message("Tenant \(id) is gone.", "租户 \(id) 已不存在。"))
    }
}

/// Lets a tenant's callers in again.
struct TenantEnable: TenantStateChange {
    static let configuration = CommandConfiguration(commandName: "enable", abstract: "Serve a tenant's callers again.")
    static let state = Tenant.State.enabled

    @Argument(help: ArgumentHelp("The tenant.", valueName: "name"))
    var name: String

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption
}

/// Refuses all of a tenant's callers.
struct TenantDisable: TenantStateChange {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Refuse all of a tenant's callers; everything it has is kept.")
    static let state = Tenant.State.disabled

    @Argument(help: ArgumentHelp("The tenant.", valueName: "name"))
    var name: String

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption
}
