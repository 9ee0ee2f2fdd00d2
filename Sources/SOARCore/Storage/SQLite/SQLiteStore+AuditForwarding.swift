//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

public import struct Foundation.Date

extension SQLiteStore: AuditForwardingLog {
    public func beginAuditForwarding(to destinations: [String]) async throws(StoreError) {
        let active = try await database.read { database in
            try String.fetchSet(database, sql: "SELECT destination FROM audit_forwarding WHERE active = 1")
        }
        guard active != Set(destinations) else { return }
        try await committer.flush()
        try await database.write { database in
            let head = try AuditRow.head(of: database).id
            try database.execute(sql: "UPDATE audit_forwarding SET active = 0")
            for destination in destinations {
                try database.execute(
                    sql: """
                        INSERT INTO audit_forwarding (destination, last_id) VALUES (?, ?)
                        ON CONFLICT (destination) DO UPDATE SET active = 1
                        """, arguments: StatementArguments(stored: destination, head))
            }
            // What was taken out while nobody forwarded.
            if let sealed = try AuditRow.lastSealed(in: database)?.id {
                try AuditForwardingRow.skip(upTo: sealed, in: database)
            }
        }
    }

    public func auditBatch(
        for destination: String, after id: Int64, limits: AuditBatchLimits
    ) async throws(StoreError) -> AuditBatch {
        try await database.read { database in
            let position = try AuditForwardingRow.position(of: destination, in: database)
            let statement = try database.cachedStatement(
                sql: """
                    SELECT id, \(AuditRow.columns), hash, length(CAST(coalesce(parameters, '') AS BLOB)) AS bytes
                    FROM audit_records WHERE id > ? ORDER BY id LIMIT ?
                    """)
            var batch = AuditBatch(records: [], position: position, hasMore: false)
            var bytes = 0
            let rows = try Row.fetchCursor(statement, arguments: [id, max(1, limits.records) + 1])
            while let row = try rows.next() {
                bytes += AuditForwardingRow.typicalBytes + (Int.fromDatabaseValue(row["bytes"]) ?? 0)
                guard batch.records.isEmpty || (batch.records.count < limits.records && bytes <= limits.bytes) else {
                    batch.hasMore = true
                    break
                }
                batch.records.append(try AuditRow.chained(row))
            }
            return batch
        }
    }

    public func moveAuditForwarding(
        of destination: String, from expected: Int64, to id: Int64, at time: Date
    ) async throws(StoreError) -> Bool {
        try await database.write { database in
            let statement = try database.cachedStatement(
                sql: """
                    UPDATE audit_forwarding SET last_id = ?, moved_at = ?, fault = NULL, fault_since = NULL
                    WHERE destination = ? AND last_id = ?
                    """)
            try statement.execute(
                arguments: StatementArguments(stored: id, time.storedMilliseconds, destination, expected))
            return database.changesCount == 1
        }
    }

    public func noteAuditForwardingFault(
        _ fault: String, of destination: String, at time: Date
    ) async throws(StoreError) {
        try await database.write { database in
            try database.execute(
                sql: """
                    UPDATE audit_forwarding SET fault = ?, fault_since = coalesce(fault_since, ?) WHERE destination = ?
                    """, arguments: StatementArguments(stored: fault, time.storedMilliseconds, destination))
        }
    }

    public func auditForwardingStates() async throws(StoreError) -> [AuditForwardingState] {
        try await database.read { database in
            let head = try AuditRow.head(of: database).id
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT destination, active, last_id, moved_at, lost, fault, fault_since FROM audit_forwarding
                    ORDER BY destination
                    """
            ).map { try AuditForwardingRow.state($0, head: head) }
        }
    }

    /// Has a destination begin elsewhere: behind a record that it has or doesn't want, or before one that it has lost.
    ///
    /// A running server finds the new place within its interval.
    ///
    /// - Parameters:
    ///   - destination: One that there is.
    ///   - id: The record behind which it goes on; nil for the newest.
    ///   - operator: Who wants it; that is a record of its own, which is handed over too.
    /// - Returns: Where it goes on; nil where there is no such destination.
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be written.
    public func resetAuditForwarding(
        of destination: String, to id: Int64?, by operator: Operator
    ) async throws(StoreError) -> Int64? {
        try await committer.flush()
        return try await database.write { database in
            let head = try AuditRow.head(of: database).id
            guard let former = try AuditForwardingRow.position(of: destination, in: database) else { return nil }
            let sealed = try AuditRow.lastSealed(in: database)?.id ?? 0
            let place = min(max(id ?? head, sealed), head)
            try database.execute(
                sql: "UPDATE audit_forwarding SET last_id = ? WHERE destination = ?",
                arguments: StatementArguments(stored: place, destination))
            let record = AuditRecord.administration(
                `operator`, "audit.forwarding.move", "soar://audit", tenant: nil,
                ["destination": .string(destination), "from": .integer(former), "to": .integer(place)])
            try AuditRow.insert([record], in: database)
            return place
        }
    }
}
