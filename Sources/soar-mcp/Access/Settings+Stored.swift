//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Settings {
    /// Where the keys are that stored secrets are sealed with; beside the database where nothing is said.
    func sealingKeys(in context: CommandContext) -> SealingKeySource {
        if let keys = sealing.keys { return .keys(keys) }
        if let file = sealing.keyFile {
            return .file(SealingKeyFile(path: context.absolutePath(file), isMadeWhereMissing: false))
        }
        return .file(SealingKeyFile(path: context.absolutePath(database.path) + ".key", isMadeWhereMissing: true))
    }

    /// What is stored in a database, with the keys of these settings.
    func stored(in store: any SOARStore, _ context: CommandContext) -> StoredSettings {
        StoredSettings(store: store, sealer: SecretSealer(sealingKeys(in: context)))
    }

    /// All settings, with those that are stored as the weakest.
    ///
    /// - Throws: ``SettingsError``, ``CommandError`` for a secret that can't be opened, and `StoreError`.
    static func all(
        _ layers: [SettingsLayer], storedIn store: any SOARStore, in context: CommandContext
    ) async throws -> Settings {
        let stored = try await Settings(layers).stored(in: store, context).layer()
        return try Settings(layers + [stored])
    }
}
