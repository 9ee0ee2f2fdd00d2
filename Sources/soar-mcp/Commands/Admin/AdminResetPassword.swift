//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp admin reset-password`.
struct AdminResetPassword: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-password", abstract: "Set the administration's password.",
        discussion: """
            It is asked for twice, or read as one line from standard input. With --random it is made up and printed on \
            standard output, once.
            """)

    @Flag(help: "Make up a password and print it.")
    var random = false

    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        let password = random ? Self.randomPassword() : try ask(in: context)
        let store = try settings.store(createsMissing: true, in: context)
        if random { try show(password, in: context) }
        do {
            try await AdminPassword(store).set(password, by: context.asOperator)
        } catch PasswordFault.unusable {
            throw CommandError(
                Message(
                    "A password has at least \(AdminPassword.minimumLength) characters, at most "
                        + "\(PasswordHash.maximumPasswordBytes) bytes, and no NUL.",
                    "密码至少 \(AdminPassword.minimumLength) 个字符，最多 \(PasswordHash.maximumPasswordBytes) 字节，且不含 NUL。"))
        } catch  where random {
            let fault = CommandError(describing: error).message
            throw CommandError(
                Message(
                    "The password that was printed is not set, the former one still counts: \(fault.english)",
                    "所显示的密码未生效，原密码仍然有效：\(fault.chinese)"))
        }
        context.printRemark(Message("The administration's password is set.", "管理密码已设置。"))
    }

    /// Before it is set: nobody would know one that could not be printed.
    private func show(_ password: Secret<String>, in context: CommandContext) throws {
        do {
            try context.printResult(password.exposed)
        } catch {
            let fault = CommandError(describing: error).message
            throw CommandError(
                Message(fault.english + " ", fault.chinese)
                    + Message("The administration's password was not changed.", "管理密码未更改。"))
        }
    }

    private func ask(in context: CommandContext) throws -> Secret<String> {
        let password = try context.readSecret(Message("New password", "新密码"))
        guard context.terminal.isInteractive else { return password }
        guard try context.readSecret(Message("Once more", "再次输入")) == password else {
            throw CommandError(Message("The two are not the same. Nothing was changed.", "两次输入不一致，未作更改。"))
        }
        return password
    }

    /// 125 random bits in letters and digits that nobody mistakes for one another.
    private static func randomPassword() -> Secret<String> {
        let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
        let groups = (0..<5).map { _ in
            String((0..<5).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
        }
        return Secret(groups.joined(separator: "-"))
    }
}
