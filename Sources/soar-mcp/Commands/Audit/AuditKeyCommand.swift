//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp audit key`.
struct AuditKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make keys for checkpoints.", subcommands: [AuditKeyCreate.self])
}

/// `soar-mcp audit key create`.
struct AuditKeyCreate: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a key: FILE for signing, FILE.pub for checking.",
        discussion: "Keep FILE where whoever can write the database can't read it.")

    @Argument(
        help: ArgumentHelp("The private key's file; there must be none yet.", valueName: "file"), completion: .file())
    var file: String

    func run(in context: CommandContext) async throws {
        let key = try AuditKeyFile.create(at: context.absolutePath(file))
        try context.printResult(AuditKeyFile.publicPath(of: file))
        context.printRemark(Message("Key \(key.id) is in \(file).", "密钥 \(key.id) 已写入 \(file)。"))
    }
}
