//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// Lists the tenants.
struct TenantList: SOARCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the tenants.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let tenants = try await settings.store(in: context).tenants()
        if output.json { return try context.printResult(.array(tenants.map { .object($0.json) })) }
        var table = TextTable(
            [
                Message("NAME", "名称"), Message("DISPLAY NAME", "显示名称"), Message("STATE", "状态"),
                Message("PLATFORM", "平台"), Message("LABELS", "标签"), Message("EXECUTIONS", "执行上限"),
            ], in: context.language)
        for tenant in tenants {
            table.append([
                tenant.id.rawValue, tenant.displayName, tenant.state.rawValue,
                tenant.platform?.url.description ?? "-", tenant.platform?.labels.joined(separator: " ") ?? "-",
                tenant.executionLimits.isEmpty
                    ? "-" : tenant.executionLimits.map(\.description).joined(separator: " "),
            ])
        }
        for line in table.lines { try context.printResult(line) }
    }
}
