//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Keeps secrets that were sealed; none is ever opened here.
public protocol SecretStore: Sendable {
    /// All of them, by what they are for.
    func sealedSecrets() async throws(StoreError) -> [String: String]

    /// Stores a sealed secret, or takes it away where it is nil.
    ///
    /// - Parameters:
    ///   - purpose: What it is for.
    ///   - sealed: The sealed value.
    ///   - operator: Who changes it, for the audit log, which gets a record in the same transaction; nil where no person does.
    /// - Throws: ``StoreError``.
    func setSealedSecret(_ purpose: String, to sealed: String?, by operator: Operator?) async throws(StoreError)
}
