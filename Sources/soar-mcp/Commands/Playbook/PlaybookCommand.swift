//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// `soar-mcp playbook`.
struct PlaybookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "playbook", abstract: "List, switch, limit and synchronise playbooks.",
        subcommands: [
            PlaybookList.self, PlaybookEnable.self, PlaybookDisable.self, PlaybookLimit.self,
            PlaybookApprovalCommand.self, PlaybookSync.self,
        ])
}
