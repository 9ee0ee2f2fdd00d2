//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp approval show`.
struct ApprovalShow: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what is to be started, with its values.")

    @Argument(help: "The approval's number.", transform: Arguments.approvalID)
    var id: ApprovalID

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let found = try await store.approval(id, at: context.now())
        let approval = try ApprovalLookup.found(found, id)
        if output.json { return try context.printResult(.object(approval.json)) }
        var table = TextTable([Message("FIELD", "字段"), Message("VALUE", "值")], in: context.language)
        for (name, value) in approval.json {
            table.append([name, value == .null ? "-" : value.stringValue ?? value.text()])
        }
        for line in table.lines { try context.printResult(line) }
    }
}

/// Finds the approval that a command names.
enum ApprovalLookup {
    /// The approval of that number.
    ///
    /// - Throws: ``CommandError`` where there is none.
    static func found(_ approval: Approval?, _ id: ApprovalID) throws -> Approval {
        guard let approval else {
            throw CommandError(
                Message(
                    "There is no approval \(id). See `soar-mcp approval list --all`.",
                    "没有审批 \(id)。请查看 `soar-mcp approval list --all`。"))
        }
        return approval
    }
}
