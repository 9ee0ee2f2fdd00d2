//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import Synchronization
import Testing

@testable import SOARCore

@Suite("How far the audit log was forwarded, in the database", .timeLimit(.minutes(1)))
struct AuditForwardingStoreTests {
    private static let limits = AuditBatchLimits(records: 10, bytes: 100_000)

    private func withStore(_ count: Int, _ body: (SQLiteStore) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            if count > 0 { try await store.record(count) }
            try await body(store)
        }
    }

    private func prune(_ store: SQLiteStore, keep: Int64, backlog: Int64) async throws -> AuditPruneReport {
        let retention = try #require(AuditRetention(maximumRecords: keep, maximumBacklog: backlog))
        return try await store.pruneAuditRecords(retention, at: moment(), by: "test", isRehearsal: false)
    }

    @Test("a new destination begins behind the newest record, a former one where it stopped")
    func begins() async throws {
        try await withStore(5) { store in
            #expect(try await store.auditForwardingStates().isEmpty)
            #expect(try await store.auditBatch(for: "syslog", after: 0, limits: Self.limits).position == nil)
            try await store.beginAuditForwarding(to: ["syslog"])
            try await store.record(3)
            try await store.beginAuditForwarding(to: ["webhook"])
            let states = try await store.auditForwardingStates()
            #expect(states.map(\.destination) == ["syslog", "webhook"])
            #expect(states.map(\.position) == [5, 8] && states.map(\.backlog) == [3, 0])
            #expect(states.map(\.isActive) == [false, true])
            try await store.beginAuditForwarding(to: ["webhook", "syslog"])
            #expect(try await store.auditForwardingStates().map(\.position) == [5, 8])
            #expect(try await store.auditForwardingStates().allSatisfy(\.isActive))
        }
    }

    @Test("a batch has so many records and bytes, the oldest first, and one at least")
    func batches() async throws {
        try await withStore(25) { store in
            try await store.beginAuditForwarding(to: ["syslog"])
            let first = try await store.auditBatch(for: "syslog", after: 0, limits: Self.limits)
            #expect(first.records.map(\.id) == Array(1...10) && first.hasMore && first.position == 25)
            let last = try await store.auditBatch(for: "syslog", after: 20, limits: Self.limits)
            #expect(last.records.map(\.id) == Array(21...25) && !last.hasMore)
            #expect(last.records == (try await store.auditPage(matching: AuditQuery(), after: 20)).records)
            #expect(try await store.auditBatch(for: "syslog", after: 25, limits: Self.limits).records.isEmpty)
            try await store.record(3, parameters: .string(String(repeating: "封", count: 20_000)))
            let large = try await store.auditBatch(for: "syslog", after: 25, limits: Self.limits)
            #expect(large.records.map(\.id) == [26] && large.hasMore)
            let none = try await store.auditBatch(
                for: "syslog", after: 0, limits: AuditBatchLimits(records: 0, bytes: 0))
            #expect(none.records.map(\.id) == [1])
        }
    }

    @Test("a place moves only from where it is expected")
    func moves() async throws {
        try await withStore(9) { store in
            try await store.beginAuditForwarding(to: ["syslog"])
            try await store.record(9)
            try await store.noteAuditForwardingFault("broken", of: "syslog", at: moment(1))
            try await store.noteAuditForwardingFault("still broken", of: "syslog", at: moment(2))
            let failing = try await store.forwarding(of: "syslog")
            #expect(failing.fault == "still broken" && failing.faultSince == moment(1).asStored)
            #expect(try await !store.moveAuditForwarding(of: "syslog", from: 8, to: 12, at: moment()))
            #expect(try await store.forwarding(of: "syslog").position == 9)
            #expect(try await store.moveAuditForwarding(of: "syslog", from: 9, to: 12, at: moment(3)))
            let state = try await store.forwarding(of: "syslog")
            #expect(state.position == 12 && state.backlog == 6 && state.movedAt == moment(3).asStored)
            #expect(state.fault == nil && state.faultSince == nil)
        }
    }

    @Test("what a destination doesn't have is not taken out, up to the largest backlog")
    func holdsBack() async throws {
        try await withStore(0) { store in
            try await store.beginAuditForwarding(to: ["syslog", "webhook"])
            try await store.record(100)
            _ = try await store.moveAuditForwarding(of: "syslog", from: 0, to: 30, at: moment())
            _ = try await store.moveAuditForwarding(of: "webhook", from: 0, to: 60, at: moment())
            let held = try await prune(store, keep: 10, backlog: 1_000)
            #expect(held == AuditPruneReport(range: 1...30, record: 101, heldBack: 60))
            #expect(try await prune(store, keep: 10, backlog: 1_000).range == nil)
            // 101 records: 51 go, of which syslog misses 21.
            let lost = try await prune(store, keep: 10, backlog: 50)
            #expect(lost.range == 31...51 && lost.undelivered == ["syslog": 21])
            let states = try await store.auditForwardingStates()
            #expect(states.map(\.position) == [51, 60] && states.map(\.lost) == [21, 0])
            let record = try #require(try await store.auditRecords(AuditQuery()).first { $0.callID == "prune-31-51" })
            #expect(record.parameters?["undelivered"] == ["syslog": 21])
            #expect(try await store.verifyAuditChain().isIntact)
        }
    }

    @Test("a destination that is no longer there holds up nothing, and is told what it missed when it comes back")
    func abandoned() async throws {
        try await withStore(0) { store in
            try await store.beginAuditForwarding(to: ["syslog"])
            try await store.record(50)
            try await store.beginAuditForwarding(to: [])
            #expect(try await prune(store, keep: 10, backlog: 1_000).range == 1...40)
            try await store.beginAuditForwarding(to: ["syslog"])
            let state = try await store.forwarding(of: "syslog")
            #expect(state.position == 40 && state.lost == 40 && state.backlog == 11)
        }
    }

    @Test("an operator may have it begin elsewhere, which is on record")
    func resets() async throws {
        try await withStore(20) { store in
            let someone = Operator("cli:test", at: moment())
            #expect(try await store.resetAuditForwarding(of: "syslog", to: 0, by: someone) == nil)
            try await store.beginAuditForwarding(to: ["syslog"])
            #expect(try await store.resetAuditForwarding(of: "syslog", to: 0, by: someone) == 0)
            #expect(try await store.forwarding(of: "syslog").backlog == 21)
            #expect(try await store.resetAuditForwarding(of: "syslog", to: 99, by: someone) == 21)
            _ = try await prune(store, keep: 2, backlog: 1_000)
            #expect(try await store.resetAuditForwarding(of: "syslog", to: 0, by: someone) == 20)
            #expect(try await store.resetAuditForwarding(of: "syslog", to: nil, by: someone) == 24)
            let records = try await store.auditRecords(AuditQuery()).filter { $0.action == "audit.forwarding.move" }
            #expect(records.count == 4 && records.allSatisfy { $0.tokenName == "cli:test" })
        }
    }

    @Test("a place that is moved while it is forwarded to counts at once")
    func movedMeanwhile() async throws {
        try await withStore(10) { store in
            let destination = ListDestination()
            try await whileForwarding(store, to: [destination]) { _ in
                try await store.record(5)
                #expect(try await store.hasForwarded(to: "list", upTo: 15))
                _ = try await store.resetAuditForwarding(of: "list", to: 12, by: Operator("test", at: moment()))
                #expect(try await store.hasForwarded(to: "list", upTo: 16))
            }
            #expect(destination.ids == Array(11...15) + Array(13...16))
        }
    }
}

/// Keeps what it gets.
private final class ListDestination: AuditDestination {
    let name = "list"
    let batchLimits = AuditBatchLimits(records: 100, bytes: 100_000)
    let acknowledges = true
    let isConnected = true
    private let received = Mutex<[Int64]>([])

    var ids: [Int64] { received.withLock(\.self) }

    func deliver(_ records: [ChainedAuditRecord]) async throws(AuditDeliveryError) -> Int {
        received.withLock { $0 += records.map(\.id) }
        return records.count
    }

    func finish() async -> Bool { true }
}
