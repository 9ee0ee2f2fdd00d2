//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// `soar-mcp token`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Create, list, change, replace and revoke API tokens.",
        subcommands: [
            TokenCreate.self, TokenList.self, TokenShow.self, TokenChange.self, TokenRotate.self, TokenEnable.self,
            TokenDisable.self, TokenRevoke.self, TokenRevokeMany.self, TokenPurge.self, TokenExplain.self,
            TokenCan.self,
        ])
}
