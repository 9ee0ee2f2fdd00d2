//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Finds a role by what somebody typed.
enum RoleLookup {
    /// The tenant's role of that name, built in or its own.
    ///
    /// - Throws: ``CommandError`` with the roles there are.
    static func role(_ name: String, tenant: TenantID, in store: some TokenAdministration) async throws -> Role {
        let own = try await store.roles(tenant: tenant)
        if let role = (Role.builtIn + own).first(where: { $0.name.rawValue == name }) { return role }
        let shown = SettingsError.shown(name)
        let known = (Role.builtIn + own).map(\.name.rawValue).joined(separator: ", ")
        throw CommandError(
            Message("There is no role \(shown). There are: \(known).", "没有角色 \(shown)。现有角色：\(known)。"))
    }
}
