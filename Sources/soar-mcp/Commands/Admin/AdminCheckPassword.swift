//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp admin check-password`.
struct AdminCheckPassword: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-password", abstract: "Say whether a password is the administration's.",
        discussion: """
            It is asked for, or read as one line from standard input. Exits with 0 where it is right and with 1 where it \
            is not. A right one that was imported gets a new hash.
            """)

    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let admin = AdminPassword(store)
        guard try await admin.isSet() else {
            throw CommandError(
                Message(
                    "No password is set. Set one with: soar-mcp admin reset-password",
                    "尚未设置密码。请运行：soar-mcp admin reset-password"))
        }
        let isRight = try await admin.check(try context.readSecret(Message("Password", "密码")))
        guard isRight else {
            context.printRemark(Message("The password is wrong.", "密码错误。"))
            throw ExitCode.failure
        }
        context.printRemark(Message("The password is right.", "密码正确。"))
    }
}
