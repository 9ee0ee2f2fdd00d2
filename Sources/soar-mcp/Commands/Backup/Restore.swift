//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import SOARCore

/// `soar-mcp restore`.
struct Restore: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the database's place; the server must not run.",
        discussion: """
            The former database is kept beside it. Tokens that were revoked after the backup was made are good again, \
            and audit records that are newer are only in the former file.
            """)

    @Argument(help: ArgumentHelp("The backup.", valueName: "file"), completion: .file())
    var file: String

    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        let path = context.absolutePath(try Settings(settings.layers(in: context)).database.path)
        let label = Timestamp.text(context.now()).filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let kept = try SQLiteStore.restore(context.absolutePath(file), to: path, label: label)
        try context.printResult(path)
        if let kept {
            context.printRemark(Message("The former database is now \(kept).", "原数据库现为 \(kept)。"))
        }
        context.printRemark(
            Message(
                "Tokens that were revoked since the backup are good again: look at `soar-mcp token list`.",
                "备份之后吊销的令牌重新有效：请查看 `soar-mcp token list`。"))
    }
}
