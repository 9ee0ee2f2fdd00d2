//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// An audit record as a row.
enum AuditRow {
    /// All that are read back, in the order in which they go into the chain.
    static let columns = """
        call_id, phase, time, token_id, token_name, tenant, action, resource, parameters, outcome, error, latency, \
        peer, user_agent, trace_id
        """

    /// Writes that many; what fails there fails the transaction around it, and needs no way back of its own.
    static func insertion(of count: Int) -> String {
        let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        return """
            INSERT OR FAIL INTO audit_records (\(columns), id, hash)
            VALUES \(repeatElement(row, count: count).joined(separator: ", "))
            """
    }

    /// What was written within the limits of a request may have been wrapped since.
    private static let limits = {
        var limits = JSONLimits()
        limits.maximumBytes = .max
        limits.maximumValues = .max
        limits.maximumDepth = 128
        return limits
    }()

    /// The bytes of ``columns`` for the chain.
    static func encode(_ record: AuditRecord, to bytes: inout [UInt8]) {
        AuditEncoding.append(record.callID, to: &bytes)
        AuditEncoding.append(record.phase.rawValue, to: &bytes)
        AuditEncoding.append(record.time.storedMilliseconds, to: &bytes)
        AuditEncoding.append(record.tokenID?.rawValue, to: &bytes)
        AuditEncoding.append(record.tokenName, to: &bytes)
        AuditEncoding.append(record.tenant?.rawValue, to: &bytes)
        AuditEncoding.append(record.action, to: &bytes)
        AuditEncoding.append(record.resource, to: &bytes)
        AuditEncoding.append(json: record.parameters, to: &bytes)
        AuditEncoding.append(record.outcome.rawValue, to: &bytes)
        AuditEncoding.append(record.error, to: &bytes)
        AuditEncoding.append(record.latency.storedMicroseconds, to: &bytes)
        AuditEncoding.append(record.peer, to: &bytes)
        AuditEncoding.append(record.userAgent, to: &bytes)
        AuditEncoding.append(record.traceID, to: &bytes)
    }

    /// Reads ``columns`` from where the reader is.
    static func record(_ row: inout RowReader) throws -> AuditRecord {
        AuditRecord(
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
