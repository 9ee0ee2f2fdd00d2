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
        try await existing(name, in: store).id
    }

    /// How many names an error lists.
    static let maximumCandidates = 20

    /// The same, with all that is stored of it.
    static func existing(_ name: String, in store: some TenantAdministration) async throws -> Tenant {
        if let tenant = try await store.tenant(TenantID(rawValue: name)) { return tenant }
        let tenants = try await store.tenants()
        let shown = SettingsError.shown(name)
        let known =
            tenants.prefix(maximumCandidates).map(\.id.rawValue).joined(separator: ", ")
            + (tenants.count > maximumCandidates ? ", …" : "")
        throw CommandError(
            Message("There is no tenant \(shown). There are: \(known).", "没有租户 \(shown)。现有租户：\(known)。"))
    }
}
