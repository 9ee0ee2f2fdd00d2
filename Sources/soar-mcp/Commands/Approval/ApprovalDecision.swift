//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// What `approval approve` and `deny` have in common.
protocol ApprovalDecision: SOARCommand {
    static var approves: Bool { get }
    var id: ApprovalID { get }
    var decider: ApprovalDecider { get }
    var settings: SettingsOptions { get }
    var output: JSONOption { get }
}

/// Who decides, and why.
struct ApprovalDecider: ParsableArguments {
    @Option(help: "Why, for the caller and the audit log.")
    var reason: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Who decides; the system's user where nothing is said.", valueName: "name"))
    var name: String?

    func validate() throws {
        if let reason, reason.count > ApprovalLimits.maximumReasonLength {
            throw ValidationError("--reason takes up to \(ApprovalLimits.maximumReasonLength) characters.")
        }
        // A caller is told both, and a line of its own could be taken for the server's words.
        if let reason, PlainText.escaped(reason) != reason {
            throw ValidationError("--reason takes printable characters on one line.")
        }
        guard let name else { return }
        guard !name.allSatisfy(\.isWhitespace), name.count <= ApprovalLimits.maximumNameLength,
            PlainText.escaped(name) == name
        else {
            throw ValidationError(
                "--as takes a name of up to \(ApprovalLimits.maximumNameLength) printable characters.")
        }
    }
}

extension ApprovalDecision {
    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let decided: Approval?
        do throws(StoreError) {
            decided = try await store.decideApproval(
                id, isApproved: Self.approves, reason: decider.reason, approver: decider.name ?? context.user,
                by: context.asOperator)
        } catch {
            guard error.code == .invalid else { throw error }
            throw CommandError(
                Message(
                    "\(error.message) Who decides is said with --as.", "不能这样审批（\(error.message)）。审批人用 --as 指明。"))
        }
        let approval = try ApprovalLookup.found(decided, id)
        if output.json { return try context.printResult(.object(approval.json)) }
        let expiry = Timestamp.text(approval.expiresAt)
        try context.printResult(
            Self.approves
                ? Message(
                    "Approval \(id) is granted: the caller may start the run once, until \(expiry).",
                    "审批 \(id) 已通过：调用方可在 \(expiry) 前启动一次。")
                : Message("Approval \(id) is denied.", "审批 \(id) 已拒绝。"))
    }
}

/// `soar-mcp approval approve`.
struct ApprovalApprove: ApprovalDecision {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Let a run begin, once.",
        discussion: "Look at it first, with `approval show`. The owner of the caller's token can't approve it.")
    static let approves = true

    @Argument(help: "The approval's number.", transform: Arguments.approvalID)
    var id: ApprovalID

    @OptionGroup var decider: ApprovalDecider
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption
}

/// `soar-mcp approval deny`.
struct ApprovalDeny: ApprovalDecision {
    static let configuration = CommandConfiguration(commandName: "deny", abstract: "Refuse a run.")
    static let approves = false

    @Argument(help: "The approval's number.", transform: Arguments.approvalID)
    var id: ApprovalID

    @OptionGroup var decider: ApprovalDecider
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption
}
