//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Keeps secrets that were sealed; none is ever opened here.
public protocol SecretStore: Sendable {
    /// All of them, by what they are for.
    func sealedSecrets() async throws(StoreError) -> [String: String]

    /// Stores a sealed secret, or takes it away where it is nil.
    func setSealedSecret(_ purpose: String, to sealed: String?) async throws(StoreError)
}
