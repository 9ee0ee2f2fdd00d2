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
            let limit = query.before.map { Int(clamping: $0) - 1 }
            let last = limit.flatMap { contents.auditRecords.indices.contains($0) ? contents.auditRecords[$0] : nil }
            return contents.auditRecords.enumerated().filter { index, record in
                guard let limit else { return true }
                guard let last, record.time != last.time else { return index < limit }
                return record.time < last.time
            }.map(\.element).filter { record in
                query.admits(record)
                    && !(query.hidesSettledIntents && record.phase == .intent
                        && contents.settledCalls.contains(record.callID))
            }
        }
        return Array(newestFirst(records, by: \.time).prefix(max(0, query.limit)))
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
