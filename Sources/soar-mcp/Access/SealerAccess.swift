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
}
