//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp audit checkpoint`.
struct AuditCheckpointCommand: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Sign what the audit log is now, to be kept elsewhere.",
        discussion: "With it audit verify finds also who computes all hashes anew or sets the database back.")

    @Option(help: ArgumentHelp("The private key; audit key create makes one.", valueName: "file"), completion: .file())
    var key: String

    @Option(
        help: ArgumentHelp("Adds the checkpoint to this file instead of printing it.", valueName: "file"),
        completion: .file())
    var out: String?

    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        let key = try AuditKeyFile.signingKey(at: context.absolutePath(key))
        guard let checkpoint = try await settings.store(in: context).auditCheckpoint(at: context.now()) else {
            throw CommandError(Message("The audit log has no record yet.", "审计日志中尚无记录。"))
        }
        let signed = try checkpoint.signed(with: key)
        guard let out else { return try context.printResult(JSONValue.object(signed).text()) }
        try CheckpointFile(path: context.absolutePath(out)).append(signed)
        context.printRemark(
            Message("Checkpoint of record \(checkpoint.point.id) added.", "已添加记录 \(checkpoint.point.id) 的检查点。"))
    }
}
