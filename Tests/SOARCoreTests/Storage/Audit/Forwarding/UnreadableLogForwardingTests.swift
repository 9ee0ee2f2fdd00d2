//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization
import Testing

@testable import SOARCore

@Suite("Forwarding an audit log that can't be read for a while", .timeLimit(.minutes(1)))
struct UnreadableLogForwardingTests {
    @Test("counts as failing until it can be, repeats nothing and loses nothing")
    func isFailing() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let (log, destination) = (BreakableForwardingLog(store), CollectingDestination())
            try await whileForwarding(log, to: [destination]) { service in
                func comesToBe(_ isFailing: Bool) async throws -> Bool {
                    for _ in 0..<1_000 {
                        if service.figures.first?.isFailing == isFailing { return true }
                        try await Task.sleep(for: .milliseconds(10))
                    }
                    return false
                }
                try await store.record(3)
                #expect(try await store.hasForwarded(to: "collecting", upTo: 3))
                log.isBroken.withLock { $0 = true }
                #expect(try await comesToBe(true))
                #expect((service.figures.first?.failures ?? 0) > 0)
                log.isBroken.withLock { $0 = false }
                // Also where nothing new is to be forwarded.
                #expect(try await comesToBe(false))
                try await store.record(2)
                #expect(try await store.hasForwarded(to: "collecting", upTo: 5))
            }
            #expect(destination.ids.withLock { $0 } == [1, 2, 3, 4, 5])
        }
    }
}

/// Takes everything at once.
private final class CollectingDestination: AuditDestination {
    let name = "collecting"
    let batchLimits = AuditBatchLimits(records: 100, bytes: 1_000_000)
    let acknowledges = true
    let isConnected = true
    let ids = Mutex<[Int64]>([])

    func deliver(_ records: [ChainedAuditRecord]) async throws(AuditDeliveryError) -> Int {
        ids.withLock { $0 += records.map(\.id) }
        return records.count
    }

    func finish() async -> Bool { true }
}

/// A log whose records can't be read for a while.
private final class BreakableForwardingLog: AuditForwardingLog {
    let isBroken = Mutex(false)
    private let base: SQLiteStore

    init(_ base: SQLiteStore) { self.base = base }

    func auditBatch(
        for destination: String, after id: Int64, limits: AuditBatchLimits
    ) async throws(StoreError) -> AuditBatch {
        if isBroken.withLock({ $0 }) { throw StoreError(.damaged, "not now") }
        return try await base.auditBatch(for: destination, after: id, limits: limits)
    }

    func beginAuditForwarding(to destinations: [String]) async throws(StoreError) {
        try await base.beginAuditForwarding(to: destinations)
    }
    func moveAuditForwarding(
        of destination: String, from expected: Int64, to id: Int64, at time: Date
    ) async throws(StoreError) -> Bool {
        try await base.moveAuditForwarding(of: destination, from: expected, to: id, at: time)
    }
    func noteAuditForwardingFault(_ fault: String, of destination: String, at time: Date) async throws(StoreError) {
        try await base.noteAuditForwardingFault(fault, of: destination, at: time)
    }
    func auditForwardingStates() async throws(StoreError) -> [AuditForwardingState] {
        try await base.auditForwardingStates()
    }
    func append(_ record: AuditRecord, durability: AuditDurability) async throws(StoreError) {
        try await base.append(record, durability: durability)
    }
    func enqueue(_ record: AuditRecord) async throws(StoreError) { try await base.enqueue(record) }
    func flushAuditRecords() async throws(StoreError) { try await base.flushAuditRecords() }
    func checkAuditLog() async throws(StoreError) { try await base.checkAuditLog() }
    func auditRecords(_ query: AuditQuery) async throws(StoreError) -> [AuditRecord] {
        try await base.auditRecords(query)
    }
}
