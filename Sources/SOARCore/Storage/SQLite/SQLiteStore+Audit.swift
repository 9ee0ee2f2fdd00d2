//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension SQLiteStore {
    public func append(_ record: AuditRecord, durability: AuditDurability) async throws(StoreError) {
        try await committer.append(record, durability: durability)
    }

    public func enqueue(_ record: AuditRecord) async throws(StoreError) { try await committer.enqueue(record) }

    public func flushAuditRecords() async throws(StoreError) { try await committer.flush() }

    public func checkAuditLog() async throws(StoreError) {
        try await committer.flush()
        try await database.write { database in
            try database.cachedStatement(sql: "UPDATE revisions SET value = value + 1 WHERE name = 'probes'").execute()
        }
    }

    public func auditRecords(_ query: AuditQuery) async throws(StoreError) -> [AuditRecord] {
        try await chainedAuditRecords(query).map(\.record)
    }
}
