//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What the stores have in common: which tenant is acceptable, and how a change is recorded.
extension Tenant {
    /// The tenant as a store gives it back.
    ///
    /// - Throws: ``StoreError/Code/invalid`` with what is accepted.
    func checked() throws(StoreError) -> Tenant {
        guard id.isAcceptable else {
            throw StoreError(
                .invalid, "A tenant's name must be \(TenantID.accepted), not “\(id.rawValue.bounded(to: 80))”.")
        }
        guard (1...Self.maximumDisplayName).contains(displayName.count) else {
            throw StoreError(.invalid, "A display name must be 1 to \(Self.maximumDisplayName) characters.")
        }
        guard executionLimits.count <= Self.maximumExecutionLimits else {
            throw StoreError(
                .invalid, "A tenant has at most \(Self.maximumExecutionLimits) limits on executions.")
        }
        try platform?.check()
        var tenant = self
        tenant.displayName = displayName.asStored
        tenant.createdAt = createdAt.asStored
        return tenant
    }

    /// - Throws: ``StoreError/Code/invalid`` with what is accepted.
    func with(_ change: TenantChange) throws(StoreError) -> Tenant {
        var tenant = self
        if let displayName = change.displayName { tenant.displayName = displayName }
        if let state = change.state { tenant.state = state }
        if let platform = change.platform { tenant.platform = platform }
        if let limits = change.executionLimits { tenant.executionLimits = limits }
        return try tenant.checked()
    }

    func record(_ action: String, _ operator: Operator, _ members: JSONObject = [:]) -> AuditRecord {
        .administration(`operator`, "tenant.\(action)", "soar://tenants/\(id)", tenant: id, members)
    }

    /// A tenant's life in one word where nothing but its state changed.
    func action(after old: Tenant) -> String {
        var same = old
        same.state = state
        guard same == self else { return "change" }
        return state == .enabled ? "enable" : "disable"
    }

    /// What differs, without secrets.
    func audited(after old: Tenant?) -> JSONObject {
        var members = JSONObject()
        if old?.displayName != displayName { members["displayName"] = .string(displayName) }
        if old?.state != state { members["state"] = .string(state.rawValue) }
        if old?.executionLimits != executionLimits {
            members["executionLimits"] = .array(executionLimits.map { .string($0.description) })
        }
        if old?.platform != platform {
            members["platform"] = platform.map { .object($0.json) } ?? .null
            // Never what it is, though it is sealed.
            members["platformTokenChanged"] = .bool(old?.platform?.sealedToken != platform?.sealedToken)
        }
        return members
    }
}

extension PlatformConnection {
    fileprivate func check() throws(StoreError) {
        guard timeout >= .seconds(1), timeout <= Self.maximumTimeout else {
            throw StoreError(.invalid, "A platform's timeout must be 1 to 300 seconds.")
        }
        guard (1...Self.maximumLabels).contains(labels.count),
            labels.allSatisfy({ (1...Self.maximumLabelLength).contains($0.count) && !$0.utf8.contains(0) })
        else {
            throw StoreError(
                .invalid,
                "There must be 1 to \(Self.maximumLabels) labels of 1 to \(Self.maximumLabelLength) characters each.")
        }
    }
}

extension StoreError {
    static func tenantExists(_ id: TenantID) -> StoreError {
        StoreError(.conflict, "There is a tenant “\(id)” already; choose another name, or change that one.")
    }
}
