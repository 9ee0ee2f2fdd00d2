//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Seals secrets for the store, and opens them again.
public protocol SecretSealing: Sendable {
    /// Seals a secret.
    ///
    /// - Parameters:
    ///   - secret: The value in clear.
    ///   - purpose: What it is for; needed to open it.
    /// - Returns: A text to store.
    /// - Throws: Where there is no key that can be used.
    func seal(_ secret: Secret<String>, for purpose: String) throws -> String

    /// Opens what ``seal(_:for:)`` made for the same purpose.
    ///
    /// - Throws: Where it was changed, or sealed for something else, or the key is not there.
    func open(_ sealed: String, for purpose: String) throws -> Secret<String>
}

extension SecretSealer: SecretSealing {}
