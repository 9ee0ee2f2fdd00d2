//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// An audit record as a row.
enum AuditRow {
    static let columns = """
        call_id, phase, time, token_id, token_name, tenant, action, resource, parameters, outcome, error, latency, \
        peer, user_agent, trace_id
        """

    static let insertion = """
        INSERT INTO audit_records (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// What was written within the limits of a request may have been wrapped since.
    private static let limits = {
        var limits = JSONLimits()
        limits.maximumBytes = .max
        limits.maximumValues = .max
        limits.maximumDepth = 128
        return limits
    }()

    static func arguments(_ record: AuditRecord) -> StatementArguments {
        let values: [DatabaseValue] = [
            .text(record.callID), .text(record.phase.rawValue), .integer(record.time.storedMilliseconds),
            .integer(record.tokenID?.rawValue), .text(record.tokenName), .text(record.tenant?.rawValue),
            .text(record.action), .text(record.resource), .text(record.parameters?.text()),
            .text(record.outcome.rawValue), .text(record.error), .integer(record.latency.storedMicroseconds),
            .text(record.peer), .text(record.userAgent), .text(record.traceID),
        ]
        return StatementArguments(values)
    }

    static func record(_ row: Row) throws -> AuditRecord {
        var row = RowReader(row)
        return AuditRecord(
            callID: try row.next(),
            phase: try row.nextCase(),
            time: try row.nextDate(),
            tokenID: try row.nextIfPresent().map(APITokenID.init(rawValue:)),
            tokenName: try row.nextIfPresent(),
            tenant: try row.nextIfPresent().map(TenantID.init(rawValue:)),
            action: try row.next(),
            resource: try row.next(),
            parameters: try row.nextIfPresent(String.self).map(parameters),
            outcome: try row.nextCase(),
            error: try row.nextIfPresent(),
            latency: .microseconds(try row.next(Int64.self)),
            peer: try row.nextIfPresent(),
            userAgent: try row.nextIfPresent(),
            traceID: try row.nextIfPresent())
    }

    /// One text that can't be read must not hide the whole log: it comes back as it stands.
    private static func parameters(_ text: String) -> JSONValue {
        (try? JSONParser.parse(text, limits: limits)) ?? .string(text)
    }
}
