//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// `soar-mcp audit forwarding`.
struct AuditForwardingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forwarding", abstract: "See how far the audit log was forwarded, and change from where.",
        subcommands: [AuditForwardingStatus.self, AuditForwardingMove.self])
}
