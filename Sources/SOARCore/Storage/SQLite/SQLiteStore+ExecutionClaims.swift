//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

public import struct Foundation.Date

extension SQLiteStore {
    public func claimExecution(
        _ claim: ExecutionClaim, limits: [ExecutionLimit], at time: Date
    ) async throws(StoreError) -> ClaimOutcome {
        try await database.write { database in
            if let refusal = try Self.refusal(of: claim, limits, at: time, database) { return .refused(refusal) }
            try database.cachedStatement(
                sql: "INSERT INTO execution_claims (tenant, owner, playbook_id, time) VALUES (?, ?, ?, ?)"
            ).execute(
                arguments: StatementArguments(
                    stored: claim.tenant.rawValue, claim.owner, claim.playbook.rawValue, time.storedMilliseconds))
            try database.cachedStatement(
                sql: """
                    DELETE FROM execution_claims
                    WHERE id IN (SELECT id FROM execution_claims WHERE time < ? ORDER BY time LIMIT ?)
                    """
            ).execute(
                arguments: StatementArguments(
                    stored: ExecutionClaims.horizon(at: time).storedMilliseconds, ExecutionClaims.maximumPruned))
            return .granted
        }
    }

    public func executionRefusal(
        of claim: ExecutionClaim, limits: [ExecutionLimit], at time: Date
    ) async throws(StoreError) -> ExecutionRefusal? {
        try await database.read { database in try Self.refusal(of: claim, limits, at: time, database) }
    }

    private static func refusal(
        of claim: ExecutionClaim, _ limits: [ExecutionLimit], at time: Date, _ database: Database
    ) throws -> ExecutionRefusal? {
        try ExecutionClaims.refusal(limits, at: time.asStored) { subject, number, latest in
            var conditions = "tenant = ?"
            var arguments = StatementArguments(stored: claim.tenant.rawValue)
            switch subject {
            case .owner:
                conditions += " AND owner = ?"
                arguments.append(stored: claim.owner)
            case .playbook:
                conditions += " AND playbook_id = ?"
                arguments.append(stored: claim.playbook.rawValue)
            case .tenant: break
            }
            arguments.append(stored: latest.storedMilliseconds)
            arguments.append(stored: number - 1)
            let sql = """
                SELECT time FROM execution_claims WHERE \(conditions) AND time <= ?
                ORDER BY time DESC LIMIT 1 OFFSET ?
                """
            return try Int64.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
                .map(Date.init(storedMilliseconds:))
        }
    }
}
