//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token enable`.
struct TokenEnable: TokenStateChange {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a disabled token be used again.")
    static let state = APIToken.State.enabled
    static let done = Message("enabled", "启用")

    @Argument(help: TokenLookup.help)
    var token: String

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption
}
