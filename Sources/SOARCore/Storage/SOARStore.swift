//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Everything that soar-mcp keeps.
///
/// A part of the program takes only the part of it that it needs.
public protocol SOARStore: TokenAdministration, TenantAdministration, PlaybookCatalog, ExecutionStore, ApprovalStore,
    AuditLog, SettingsStore, SecretStore, AdminPasswordStore
{
    /// Answers when the store can be read.
    func checkHealth() async throws(StoreError)
}
