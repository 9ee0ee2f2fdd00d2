//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// Several teams on one server, each with its own platform.
struct TenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "Serve several teams, each with its own platform, tokens and catalogue.",
        subcommands: [
            TenantCreate.self, TenantList.self, TenantShow.self, TenantSet.self, TenantEnable.self, TenantDisable.self,
        ])
}
