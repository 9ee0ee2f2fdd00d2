//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp playbook disable`.
struct PlaybookDisable: PlaybookSwitch {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Hide a playbook from callers and refuse to run it.")
    static let enables = false

    @Argument(help: "The playbook's number.", transform: Arguments.playbook)
    var id: PlaybookID

    @OptionGroup var tenant: TenantOption
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption
}
