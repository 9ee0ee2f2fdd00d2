//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Finds what seals and opens the secrets of the store.
enum SealerAccess {
    /// The sealer that belongs to these settings.
    static func sealer(_ settings: Settings, in context: CommandContext) -> any SecretSealing {
        context.sealer ?? NoSealer()
    }
}

/// Refuses: where nothing can be sealed no secret is stored.
private struct NoSealer: SecretSealing {
    private static let refusal = CommandError(
        Message(
            "There is no key to seal secrets with, so none can be stored or opened.", "没有可用于加密的密钥，无法存储或读取机密。"))

    func seal(_ secret: Secret<String>, for purpose: String) throws -> String { throw Self.refusal }

    func open(_ sealed: String, for purpose: String) throws -> Secret<String> { throw Self.refusal }
}
