//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token revoke`.
struct TokenRevoke: TokenStateChange {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "Refuse a token for ever.")
    static let state = APIToken.State.revoked
    static let done = Message("revoked", "吊销")

    @Argument(help: TokenLookup.help)
    var token: String

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption
}
