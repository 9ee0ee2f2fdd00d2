//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp secret rotate-key`.
struct SecretRotateKey: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-key", abstract: "Make a new key, and seal all stored secrets with it.",
        discussion: """
            The key file gets the new key; the old one goes when everything is sealed with the new one, and a rotation \
            that was interrupted is finished by the next. Where the keys are in SECRET_KEY, put the new one in front of \
            the old one, separated by a comma, run this, and take the old one out.
            """)

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let resolved = try Settings(settings.layers(in: context))
        let store = try StoreAccess.open(resolved.database, createsMissing: false, in: context)
        let rotation = KeyRotation(store)
        switch resolved.sealingKeys(in: context) {
        case .file(let file):
            let outcome = try await rotation.rotate(file, by: context.asOperator)
            if output.json { return try print(outcome.keyID, outcome.resealed, in: context) }
            context.printRemark(
                Message(
                    "\(outcome.resealed) secrets are sealed with the new key \(outcome.keyID) in \(file.path). "
                        + "Backups of the database need the key of their time.",
                    "\(outcome.resealed) 项密文已改用 \(file.path) 中的新密钥 \(outcome.keyID)。数据库备份仍需当时的密钥。"))
        case .keys(let keys):
            let count = try await rotation.reseal(with: keys, by: context.asOperator)
            if output.json { return try print(keys.first?.id, count, in: context) }
            context.printRemark(
                Message(
                    "\(count) secrets were sealed anew; all are sealed with the first key of SECRET_KEY, "
                        + "\(keys.first?.id ?? "-"). The others can go.",
                    "\(count) 项密文已重新加密；现均使用 SECRET_KEY 的第一个密钥 \(keys.first?.id ?? "-")，其余可移除。"))
        }
    }
    private func print(_ keyID: String?, _ resealed: Int, in context: CommandContext) throws {
        try context.printResult(["keyID": JSONValue(keyID), "resealed": JSONValue(resealed)])
    }
}
