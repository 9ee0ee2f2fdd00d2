//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp playbook limit`.
struct PlaybookLimit: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "limit", abstract: "Limit how often all callers together may start a playbook.",
        discussion: "A limit is \(ExecutionAllowance.accepted). All limits hold; those given replace the ones before.")

    @Argument(help: "The playbook's number.", transform: Arguments.playbook)
    var id: PlaybookID

    @Argument(help: "Up to \(CatalogEntry.maximumExecutionLimits) limits.", transform: Arguments.allowance)
    var limits: [ExecutionAllowance] = []

    @Flag(help: "Take all limits away.")
    var none = false

    @Option(help: ArgumentHelp("Whose playbook.", valueName: "tenant"))
    var tenant: String = TenantID.default.rawValue

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard none == limits.isEmpty else { throw ValidationError("Give limits such as 10/hour, or --none.") }
        guard limits.count <= CatalogEntry.maximumExecutionLimits else {
            throw ValidationError("Give up to \(CatalogEntry.maximumExecutionLimits) limits.")
        }
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let tenant = try await TenantLookup.tenant(tenant, in: store)
        let change = PlaybookChange(executionLimits: limits)
        let changed = try await store.changePlaybook(id, tenant: tenant, change, by: context.asOperator)
        let entry = try PlaybookLookup.found(changed, id)
        if output.json { return try context.printResult(.object(entry.json)) }
        let name = PlainText.escaped(entry.playbook.displayName)
        let shown = entry.executionLimits.map(\.description).joined(separator: ", ")
        try context.printResult(
            shown.isEmpty
                ? Message("Playbook \(id) \"\(name)\" has no limits now.", "剧本 \(id)“\(name)”现已不限次数。")
                : Message(
                    "Playbook \(id) \"\(name)\" may now be started \(shown).", "剧本 \(id)“\(name)”的执行限额现为 \(shown)。"))
    }
}

/// Finds the playbook that a command names.
enum PlaybookLookup {
    /// The entry of that number.
    ///
    /// - Throws: ``CommandError`` where there is none.
    static func found(_ entry: CatalogEntry?, _ id: PlaybookID) throws -> CatalogEntry {
        guard let entry else {
            throw CommandError(
                Message(
                    "There is no playbook \(id). See `soar-mcp playbook list --all`.",
                    "没有剧本 \(id)。请查看 `soar-mcp playbook list --all`。"))
        }
        return entry
    }
}
