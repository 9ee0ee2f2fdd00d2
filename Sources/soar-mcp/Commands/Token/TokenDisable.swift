//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token disable`.
struct TokenDisable: TokenStateChange {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Refuse a token until it is enabled again.")
    static let state = APIToken.State.disabled
    static let done = Message("disabled", "停用")

    @Argument(help: TokenLookup.help)
    var token: String

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption
}
