//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Finds what seals and opens the secrets of the store.
enum SealerAccess {
    /// The sealer with the keys of these settings.
    static func sealer(_ settings: Settings, in context: CommandContext) -> any SecretSealing {
        SecretSealer(settings.sealingKeys(in: context))
    }

    /// Looks whether a key file that is named can be used, before the first secret needs it.
    ///
    /// - Throws: ``CommandError``.
    static func checkNamedFile(_ settings: Settings, in context: CommandContext) throws(CommandError) {
        guard settings.sealing.keyFile != nil else { return }
        do {
            _ = try settings.sealingKeys(in: context).current()
        } catch {
            let name = Setting.secretKeyFile.name
            throw CommandError(Message("\(name): \(error.message)", "\(name)：\(error.message)"))
        }
    }
}
