//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// `soar-mcp role`: what many tokens may do.
struct RoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "List, set and remove roles, which many tokens share.",
        subcommands: [RoleList.self, RoleShow.self, RoleSet.self, RoleRemove.self])
}
