//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp approval list`.
struct ApprovalList: SOARCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List what waits for approval.")
    /// Approvals that are printed at most.
    private static let maximumLimit = 10_000

    @Flag(help: "List what was decided, used or expired, too.")
    var all = false

    @Option(help: ArgumentHelp("Only of that tenant.", valueName: "tenant"))
    var tenant: String?

    @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit = ApprovalQuery().limit

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard (1...Self.maximumLimit).contains(limit) else {
            throw ValidationError("--limit takes 1 to \(Self.maximumLimit).")
        }
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        var query = ApprovalQuery()
        if let tenant { query.tenant = try await TenantLookup.tenant(tenant, in: store) }
        query.onlyPending = !all
        query.limit = limit
        let approvals = try await store.approvals(query, at: context.now())
        if output.json { return try context.printResult(.array(approvals.map { .object($0.json) })) }
        guard !approvals.isEmpty else {
            return context.printRemark(Message("Nothing waits for approval.", "没有待审批的请求。"))
        }
        var table = TextTable(
            [
                Message("ID", "编号"), Message("STATE", "状态"), Message("PLAYBOOK", "剧本"), Message("BY", "申请者"),
                Message("CREATED", "创建"), Message("EXPIRES", "到期"),
            ], in: context.language)
        for approval in approvals {
            table.append([
                approval.id.description, approval.state.rawValue,
                "\(approval.request.playbookName) (\(approval.request.playbook))", approval.request.requesterName,
                Timestamp.brief(approval.createdAt), Timestamp.brief(approval.expiresAt),
            ])
        }
        for line in table.lines { try context.printResult(line) }
    }
}
