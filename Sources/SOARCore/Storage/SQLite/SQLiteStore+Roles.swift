//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension SQLiteStore {
    public func roles(tenant: TenantID) async throws(StoreError) -> [Role] {
        try await database.read { database in try RoleRow.fetchAll(tenant: tenant, database) }
    }

    public func setRole(_ role: Role, tenant: TenantID, by operator: Operator?) async throws(StoreError) {
        try role.checkOwn()
        try await changing { database in
            try RoleRow.replace(role, tenant: tenant, in: database)
            return ((), `operator`.map { [.roleChange("set", role.name, tenant, $0, role.audited)] } ?? [])
        }
    }

    public func removeRole(
        _ name: RoleName, tenant: TenantID, by operator: Operator?
    ) async throws(StoreError) -> Bool {
        try await changing { database in
            let arguments = StatementArguments(stored: tenant.rawValue, name.rawValue)
            let holders = try Int.fetchOne(
                database.cachedStatement(
                    sql: "SELECT count(*) FROM api_tokens WHERE tenant = ? AND role = ? AND state <> 'revoked'"),
                arguments: arguments)
            guard holders ?? 0 == 0 else {
                throw StoreError(
                    .conflict, "\(holders ?? 0) tokens have the role “\(name)”; give them another one first.")
            }
            try database.execute(sql: "DELETE FROM roles WHERE tenant = ? AND name = ?", arguments: arguments)
            guard database.changesCount > 0 else { return (false, nil) }
            return (true, `operator`.map { [.roleChange("remove", name, tenant, $0)] } ?? [])
        }
    }
}
