//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Finds the tenant that a command names.
enum TenantLookup {
    /// The tenant of that name.
    ///
    /// - Throws: ``CommandError`` with the tenants there are.
    static func tenant(_ name: String, in store: some SOARStore) async throws -> TenantID {
        let tenants = try await store.tenants()
        if let tenant = tenants.first(where: { $0.id.rawValue == name }) { return tenant.id }
        let shown = SettingsError.shown(name)
        let known = tenants.map(\.id.rawValue).joined(separator: ", ")
        throw CommandError(
            Message("There is no tenant \(shown). There are: \(known).", "没有租户 \(shown)。现有租户：\(known)。"))
    }
}
