//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// An audit record with its place in the log.
public struct ChainedAuditRecord: Hashable, Sendable {
    /// The record's number: 1 for the first that there ever was, and no number is left out.
    public var id: Int64
    public var record: AuditRecord
    /// What stands for this record and all before it.
    public var hash: [UInt8]

    public init(id: Int64, record: AuditRecord, hash: [UInt8]) {
        self.id = id
        self.record = record
        self.hash = hash
    }

    /// All members, for a program.
    public var json: JSONObject {
        [
            "id": .integer(id), "time": .string(record.time.auditText), "tokenID": JSONValue(record.tokenID?.rawValue),
            "tokenName": JSONValue(record.tokenName), "tenant": JSONValue(record.tenant?.rawValue),
            "action": .string(record.action), "resource": .string(record.resource),
            "parameters": record.parameters ?? .null, "outcome": .string(record.outcome.rawValue),
            "error": JSONValue(record.error), "latencyMilliseconds": .double(record.latencyMilliseconds),
            "peer": JSONValue(record.peer), "userAgent": JSONValue(record.userAgent),
            "phase": .string(record.phase.rawValue), "callID": .string(record.callID),
            "traceID": JSONValue(record.traceID),
            "hash": .string(Hexadecimal.text(hash)),
        ]
    }
}

extension AuditRecord {
    var latencyMilliseconds: Double { Double(latency.storedMicroseconds) / 1000 }
}
