//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// `soar-mcp audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Read and check the audit log.",
        subcommands: [
            AuditList.self, AuditVerify.self, AuditExport.self, AuditPrune.self, AuditCheckpointCommand.self,
            AuditKeyCommand.self, AuditForwardingCommand.self,
        ])
}
