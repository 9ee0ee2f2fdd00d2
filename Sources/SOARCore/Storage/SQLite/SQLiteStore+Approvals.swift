//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

public import struct Foundation.Date

extension SQLiteStore {
    public func approval(
        for request: ApprovalRequest, at time: Date, expiresAt: Date
    ) async throws(StoreError) -> Approval {
        // Who calls again and again to see whether it was decided writes nothing.
        if let known = try await database.read({ database in try Self.standing(request, at: time, database) }) {
            return known
        }
        return try await database.write { database in
            if let known = try Self.standing(request, at: time, database) { return known }
            try Self.settle(at: time, database)
            try Self.checkPending(request, database)
            var owner = ""
            if let id = request.tokenID { owner = try TokenRow.fetch(id, database)?.owner ?? "" }
            let approval = try ApprovalRow.insert(
                Approval(
                    id: ApprovalID(rawValue: 0), request: request.asStored, owner: owner, state: .pending,
                    createdAt: time.asStored, expiresAt: expiresAt.asStored), in: database)
            try AuditRow.insert([approval.record("request", at: time)], in: database)
            return approval
        }
    }

    public func useApproval(for request: ApprovalRequest, at time: Date) async throws(StoreError) -> Approval? {
        try await database.write { database in
            guard var approval = try Self.standing(request, at: time, database), approval.state == .approved else {
                return nil
            }
            approval.state = .used
            try ApprovalRow.update(approval, in: database)
            try AuditRow.insert([approval.record("use", at: time)], in: database)
            return approval
        }
    }

    public func decideApproval(
        _ id: ApprovalID, isApproved: Bool, reason: String?, approver: String, by operator: Operator
    ) async throws(StoreError) -> Approval? {
        try await database.write { database in
            try Self.settle(at: `operator`.time, database)
            guard let found = try Self.fetch(id, database)?.settled(at: `operator`.time) else { return nil }
            let token = try found.request.tokenID.flatMap { try TokenRow.fetch($0, database) }
            let approval = try found.decided(
                isApproved, reason: reason, approver: approver, currentOwner: token?.owner, at: `operator`.time)
            try ApprovalRow.update(approval, in: database)
            try AuditRow.insert([approval.record(isApproved ? "approve" : "deny", `operator`)], in: database)
            return approval
        }
    }

    public func approval(_ id: ApprovalID, at time: Date) async throws(StoreError) -> Approval? {
        try await database.read { database in try Self.fetch(id, database)?.settled(at: time) }
    }

    public func approvals(_ query: ApprovalQuery, at time: Date) async throws(StoreError) -> [Approval] {
        try await database.read { database in
            var conditions = ["1"]
            var arguments: StatementArguments = []
            if let tenant = query.tenant {
                conditions.append("tenant = ?")
                arguments.append(stored: tenant.rawValue)
            }
            if query.onlyPending {
                conditions.append("state = 'pending' AND expires_at > ?")
                arguments.append(stored: time.storedMilliseconds)
            }
            arguments.append(stored: max(0, query.limit))
            let sql = """
                SELECT \(ApprovalRow.columns) FROM approvals WHERE \(conditions.joined(separator: " AND "))
                ORDER BY id DESC LIMIT ?
                """
            return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
                .map { try ApprovalRow.approval($0).settled(at: time) }
        }
    }

    private static func fetch(_ id: ApprovalID, _ database: Database) throws -> Approval? {
        try Row.fetchOne(
            database.cachedStatement(sql: "SELECT \(ApprovalRow.columns) FROM approvals WHERE id = ?"),
            arguments: StatementArguments(stored: id.rawValue)
        ).map(ApprovalRow.approval)
    }

    /// The newest approval of exactly that request, where it is still good for something.
    private static func standing(
        _ request: ApprovalRequest, at time: Date, _ database: Database
    ) throws -> Approval? {
        let sql = """
            SELECT \(ApprovalRow.columns) FROM approvals
            WHERE tenant = ? AND requester = ? AND digest = ? AND expires_at > ?
            AND state IN ('pending', 'approved', 'denied') ORDER BY id DESC LIMIT 1
            """
        return try Row.fetchOne(
            database.cachedStatement(sql: sql),
            arguments: StatementArguments(
                stored: request.tenant.rawValue, request.requester, ApprovalRow.stored(request.digest),
                time.storedMilliseconds)
        ).map(ApprovalRow.approval)
    }

    private static func checkPending(_ request: ApprovalRequest, _ database: Database) throws {
        func count(_ condition: String, _ arguments: StatementArguments) throws -> Int {
            try Int.fetchOne(
                database.cachedStatement(
                    sql: "SELECT count(*) FROM approvals WHERE state = 'pending' AND tenant = ?\(condition)"),
                arguments: arguments) ?? 0
        }
        let tenant = request.tenant.rawValue
        guard
            try count(" AND requester = ?", StatementArguments(stored: tenant, request.requester))
                < ApprovalLimits.maximumPendingPerCaller
        else { throw StoreError.tooManyPending(ApprovalLimits.maximumPendingPerCaller, "this caller") }
        guard try count("", StatementArguments(stored: tenant)) < ApprovalLimits.maximumPendingPerTenant else {
            throw StoreError.tooManyPending(ApprovalLimits.maximumPendingPerTenant, "this tenant")
        }
    }

    /// Writes down what has expired, and lets go of what is long over; a few of each.
    private static func settle(at time: Date, _ database: Database) throws {
        let sql = """
            SELECT \(ApprovalRow.columns) FROM approvals WHERE state IN ('pending', 'approved') AND expires_at <= ?
            ORDER BY expires_at LIMIT ?
            """
        let expired = try Row.fetchAll(
            database.cachedStatement(sql: sql),
            arguments: StatementArguments(stored: time.storedMilliseconds, ApprovalLimits.maximumSettled)
        ).map { try ApprovalRow.approval($0).settled(at: time) }
        for approval in expired { try ApprovalRow.update(approval, in: database) }
        try AuditRow.insert(expired.map { $0.record("expire", at: time) }, in: database)
        try database.cachedStatement(
            sql: """
                DELETE FROM approvals WHERE id IN (
                    SELECT id FROM approvals WHERE state IN ('denied', 'used', 'expired') AND expires_at < ? LIMIT ?)
                """
        ).execute(
            arguments: StatementArguments(
                stored: time.addingTimeInterval(-ApprovalLimits.retention).storedMilliseconds,
                ApprovalLimits.maximumSettled))
    }
}
