//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// The command `soar-mcp` itself: parses what follows and runs it.
@main
struct SOARMCP: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soar-mcp",
        abstract: "Lets AI clients run a SOAR platform's playbooks over MCP, with real access control.",
        discussion:
            "Settings come from options, the environment, a .env file, --config and the database, in this order.",
        version: Version.current,
        subcommands: [
            Serve.self, Stdio.self, Demo.self, TokenCommand.self, RoleCommand.self, TenantCommand.self,
            PlaybookCommand.self, ApprovalCommand.self, AuditCommand.self, ConfigCommand.self, SecretCommand.self,
            AdminCommand.self,
            ImportCommand.self, ClientConfig.self, Doctor.self, Healthcheck.self, Backup.self, Restore.self,
            Completions.self,
        ],
        defaultSubcommand: Serve.self)

    static func main() async {
        MemoryArenas.limit()
        let words = CommandLineWords.readable(Array(CommandLine.arguments.dropFirst()))
        do {
            try UnknownCommand.check(words)
        } catch {
            exit(withError: error)
        }
        await main(words)
    }
}
