//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension [ExecutionAllowance] {
    /// As a store keeps them: `10/hour,100/day`; nil for none.
    var storedText: String? { isEmpty ? nil : map(\.description).joined(separator: ",") }

    /// Reads ``storedText``; nil where any part can't be read, for a limit that is overlooked is none.
    init?(storedText: String) {
        let parts = storedText.split(separator: ",", omittingEmptySubsequences: false)
        let allowances = parts.compactMap { ExecutionAllowance(String($0)) }
        guard allowances.count == parts.count else { return nil }
        self = allowances
    }
}

extension CatalogEntry {
    /// The entry with what an operator said of it.
    func with(_ change: PlaybookChange) throws(StoreError) -> CatalogEntry {
        var entry = self
        if let limits = change.executionLimits {
            guard limits.count <= Self.maximumExecutionLimits else {
                throw StoreError(.invalid, "A playbook may have up to \(Self.maximumExecutionLimits) limits.")
            }
            entry.executionLimits = limits
        }
        entry.approval = change.approval ?? approval
        entry.isEnabled = change.isEnabled ?? isEnabled
        return entry
    }
}

extension PlaybookChange {
    /// What is recorded of it.
    func records(_ id: PlaybookID, _ tenant: TenantID, _ operator: Operator) -> [AuditRecord] {
        func record(_ action: String, _ members: JSONObject) -> AuditRecord {
            .administration(`operator`, "playbook.\(action)", "soar://playbooks/\(id)", tenant: tenant, members)
        }
        return [
            executionLimits.map { record("limit", ["limits": JSONValue($0.map(\.description))]) },
            approval.map { record("approval", ["approval": .string($0.rawValue)]) },
            isEnabled.map { record($0 ? "enable" : "disable", [:]) },
        ].compactMap(\.self)
    }
}
