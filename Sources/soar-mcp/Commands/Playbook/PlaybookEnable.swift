//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp playbook enable`.
struct PlaybookEnable: PlaybookSwitch {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let callers see and run a playbook.")
    static let enables = true

    @Argument(help: "The playbook's number.", transform: Arguments.playbook)
    var id: PlaybookID

    @OptionGroup var tenant: TenantOption
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption
}
