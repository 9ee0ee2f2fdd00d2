//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import struct Foundation.Date

extension InMemoryStore {
    /// Everything that is kept.
    struct Contents {
        /// By number; the first has number 1.
        var tokens: [APITokenID: APIToken] = [:]
        var tokenIDs: [APITokenHash: APITokenID] = [:]
        /// The number of the newest token; numbers are not given twice.
        var lastTokenID: Int64 = 0
        var tokenRevision: Int64 = 0
        var roles: [TenantID: [RoleName: Role]] = [:]
        var tenants: [TenantID: Tenant] = [.default: .standard]
        var tenantRevision: Int64 = 0
        var catalogs: [TenantID: [PlaybookID: CatalogEntry]] = [:]
        /// In the order in which they came.
        var executions: [Execution] = []
        var executionPositions: [ActivityID: [TenantID: Int]] = [:]
        /// In the order in which they came.
        var claims: [(claim: ExecutionClaim, time: Date)] = []
        /// In the order in which they came.
        var approvals: [Approval] = []
        /// Numbers are not given twice.
        var lastApprovalID: Int64 = 0
        /// In the order in which they came.
        var auditRecords: [AuditRecord] = []
        var settledCalls: Set<String> = []
        var settings: [String: String] = [:]
        var secrets: [String: String] = [:]
        var adminPassword: StoredAdminPassword?
    }
}

/// Orders what was stored by a time of its own, the newest first, and of one time the last that came.
func newestFirst<Element, Time: Comparable>(_ elements: [Element], by time: (Element) -> Time) -> [Element] {
    elements.enumerated().sorted { first, second in
        let (firstTime, secondTime) = (time(first.element), time(second.element))
        return firstTime == secondTime ? first.offset > second.offset : firstTime > secondTime
    }.map(\.element)
}
