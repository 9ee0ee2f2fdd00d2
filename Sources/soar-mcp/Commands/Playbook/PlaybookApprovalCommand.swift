//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp playbook approval`.
struct PlaybookApprovalCommand: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "approval", abstract: "Say who has to agree before a playbook is started.",
        discussion:
            "none: nobody. caller: the caller's own user, asked by the client. approver: somebody else, with `soar-mcp approval`."
    )

    @Argument(help: "The playbook's number.", transform: Arguments.playbook)
    var id: PlaybookID

    @Argument(help: ArgumentHelp("Who.", valueName: "none|caller|approver"), transform: Arguments.approval)
    var approval: PlaybookApproval

    @Option(help: ArgumentHelp("Whose playbook.", valueName: "tenant"))
    var tenant: String = TenantID.default.rawValue

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let tenant = try await TenantLookup.tenant(tenant, in: store)
        let changed = try await store.changePlaybook(
            id, tenant: tenant, PlaybookChange(approval: approval), by: context.asOperator)
        let entry = try PlaybookLookup.found(changed, id)
        if output.json { return try context.printResult(.object(entry.json)) }
        let name = PlainText.escaped(entry.playbook.displayName)
        let who =
            switch entry.approval {
            case .none: Message("needs nobody's approval now", "现无需审批")
            case .caller: Message("now needs the confirmation of the caller's user", "现需调用方用户确认")
            case .approver:
                Message("now needs an approver: see `soar-mcp approval list`", "现需他人审批，见 `soar-mcp approval list`")
            }
        try context.printResult(
            Message("Playbook \(id) \"\(name)\" \(who.english).", "剧本 \(id)“\(name)”\(who.chinese)。"))
    }
}
