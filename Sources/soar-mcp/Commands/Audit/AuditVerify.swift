//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp audit verify`.
struct AuditVerify: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that nobody has changed, removed, moved or added a record.",
        discussion: """
            Exits with 1 where something is found. Who computes all hashes anew, or sets the whole database back, is \
            found only with a checkpoint that was kept elsewhere: see audit checkpoint.
            """)

    @Option(help: ArgumentHelp("A file with checkpoints; needs --public-key.", valueName: "file"), completion: .file())
    var anchor: String?

    @Option(
        help: ArgumentHelp("The public key that the checkpoints are signed for.", valueName: "file"),
        completion: .file())
    var publicKey: String?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard (anchor == nil) == (publicKey == nil) else {
            throw ValidationError(
                "--anchor and --public-key go together: a checkpoint that anybody could write says nothing.")
        }
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let found = try await store.verifyAuditChain(against: checkpoints(in: context))
        if output.json {
            try context.printResult(.object(found.json))
        } else {
            for message in found.messages { try context.printResult(message) }
        }
        if !found.isIntact { throw ExitCode.failure }
    }

    private func checkpoints(in context: CommandContext) throws -> [AuditCheckpoint] {
        guard let anchor, let publicKey else { return [] }
        return try CheckpointFile(path: context.absolutePath(anchor))
            .checkpoints(signedBy: AuditKeyFile.publicKey(at: context.absolutePath(publicKey)))
    }
}
