//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension InMemoryStore {
    public func append(_ record: AuditRecord, durability: AuditDurability) async throws(StoreError) {
        try withContents { (contents) throws(StoreError) in
            try checkCapacity(contents.auditRecords.count)
            let record = record.asStored
            contents.auditRecords.append(record)
            if record.phase == .outcome { contents.settledCalls.insert(record.callID) }
        }
    }

    public func enqueue(_ record: AuditRecord) async throws(StoreError) { try await append(record) }

    public func flushAuditRecords() async throws(StoreError) {}

    public func checkAuditLog() async throws(StoreError) {}

    public func auditRecords(_ query: AuditQuery) async throws(StoreError) -> [AuditRecord] {
        let records = try withContents { contents in
            let end = query.before.map { max(0, Int(clamping: $0) - 1) } ?? .max
            return contents.auditRecords.prefix(end).filter { record in
                query.admits(record)
                    && !(query.hidesSettledIntents && record.phase == .intent
                        && contents.settledCalls.contains(record.callID))
            }
        }
        return Array(records.reversed().prefix(max(0, query.limit)))
    }
}

extension AuditQuery {
    /// Whether a record passes every filter that is set.
    fileprivate func admits(_ record: AuditRecord) -> Bool {
        (tenant == nil || record.tenant == tenant?.asStored)
            && (tokenName == nil || record.tokenName == tokenName?.asStored)
            && (tokenID == nil || record.tokenID == tokenID)
            && (action == nil || record.action == action?.asStored)
            && (outcome == nil || record.outcome == outcome)
            && since.map { record.time >= $0.asStored } ?? true
            && until.map { record.time <= $0.asStored } ?? true
    }
}
