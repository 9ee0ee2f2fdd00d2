//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The settings in the database: most of them in clear, secret ones sealed.
struct StoredSettings {
    let store: any SOARStore
    let sealer: SecretSealer

    /// How often a secret is sealed again because its key was changed at that very moment.
    private static let maximumTries = 3

    /// What comes before a setting's name in what its sealed value is bound to.
    static let purposePrefix = "setting/"

    /// What a setting's sealed value is bound to.
    static func purpose(of setting: Setting) -> String { purposePrefix + setting.fileKey }

    /// Everything that is stored, secrets opened.
    ///
    /// - Throws: ``CommandError`` for a secret that can't be opened: to go on without it would hide that.
    func layer() async throws -> SettingsLayer {
        var values = try await store.settings()
        let secrets = try await store.sealedSecrets()
        for setting in Setting.allCases where setting.isStored && setting.isSecret {
            values[setting.fileKey] = nil
            guard let sealed = secrets[Self.purpose(of: setting)] else { continue }
            do throws(SealError) {
                values[setting.fileKey] = try sealer.open(sealed, for: Self.purpose(of: setting)).exposed
            } catch {
                throw Self.unreadable(setting, error)
            }
        }
        return SettingsLayer(stored: values)
    }

    /// Stores a value, or takes it away where it is nil; secrets are sealed.
    func set(_ setting: Setting, to value: String?, by operator: Operator) async throws {
        guard setting.isSecret else { return try await store.setSetting(setting.fileKey, to: value, by: `operator`) }
        let purpose = Self.purpose(of: setting)
        guard let value else { return try await store.setSealedSecret(purpose, to: nil, by: `operator`) }
        for _ in 0..<Self.maximumTries {
            let sealed = try sealer.seal(Secret(value), for: purpose)
            try await store.setSealedSecret(purpose, to: sealed, by: `operator`)
            // Where the key was changed between the two it may be gone by now.
            if (try? sealer.open(sealed, for: purpose)) != nil { return }
        }
        throw SealError(.unavailable, "The sealing key is being changed; try again.")
    }

    private static func unreadable(_ setting: Setting, _ error: SealError) -> CommandError {
        CommandError(
            Message(
                "\(setting.name) (stored) can't be opened: \(error.message). Bring back the key, or give the value "
                    + "again: soar-mcp config set \(setting.name)",
                "\(setting.name)（已存储）无法解密：\(error.message)。请恢复密钥，或重新设置：soar-mcp config set \(setting.name)"))
    }
}
