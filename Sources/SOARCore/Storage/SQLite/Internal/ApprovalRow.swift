//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data

/// An approval as a row.
enum ApprovalRow {
    static let columns = """
        id, tenant, playbook_id, playbook_name, requester, requester_name, token_id, digest, parameters, event_id, \
        owner, state, created_at, expires_at, decided_at, decided_by, reason
        """

    static let insertion = """
        INSERT INTO approvals (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static func insert(_ approval: Approval, in database: Database) throws -> Approval {
        let request = approval.request
        try database.cachedStatement(sql: insertion).execute(
            arguments: StatementArguments(
                stored: nil, request.tenant.rawValue, request.playbook.rawValue, request.playbookName,
                request.requester,
                request.requesterName, request.tokenID?.rawValue, stored(request.digest), request.parameters.text(),
                request.eventID, approval.owner, approval.state.rawValue, approval.createdAt.storedMilliseconds,
                approval.expiresAt.storedMilliseconds, nil, nil, nil))
        var approval = approval
        approval.id = ApprovalID(rawValue: database.lastInsertedRowID)
        return approval
    }

    static func update(_ approval: Approval, in database: Database) throws {
        try database.cachedStatement(
            sql: "UPDATE approvals SET state = ?, decided_at = ?, decided_by = ?, reason = ? WHERE id = ?"
        ).execute(
            arguments: StatementArguments(
                stored: approval.state.rawValue, approval.decidedAt?.storedMilliseconds, approval.decidedBy,
                approval.reason, approval.id.rawValue))
    }

    static func approval(_ row: Row) throws -> Approval {
        var row = RowReader(row)
        let id = ApprovalID(rawValue: try row.next())
        let request = ApprovalRequest(
            tenant: TenantID(rawValue: try row.next()), playbook: PlaybookID(rawValue: try row.next()),
            playbookName: try row.next(), requester: try row.next(), requesterName: try row.next(),
            tokenID: try row.nextIfPresent().map(APITokenID.init(rawValue:)), digest: try digest(row.next()),
            parameters: try JSONParser.parse(try row.next(String.self)), eventID: try row.next())
        var approval = Approval(
            id: id, request: request, owner: try row.next(), state: try row.nextCase(), createdAt: try row.nextDate(),
            expiresAt: try row.nextDate())
        approval.decidedAt = try row.nextDateIfPresent()
        approval.decidedBy = try row.nextIfPresent()
        approval.reason = try row.nextIfPresent()
        return approval
    }

    static func stored(_ digest: ApprovalDigest) -> Data { Data(digest.bytes) }

    private static func digest(_ data: Data) throws -> ApprovalDigest {
        guard let digest = ApprovalDigest(bytes: Array(data)) else { throw RowReader.Unreadable() }
        return digest
    }
}
