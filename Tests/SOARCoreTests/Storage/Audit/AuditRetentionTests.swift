//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import Logging
import Synchronization
import Testing

@testable import SOARCore

@Suite("Taking out old audit records", .timeLimit(.minutes(1)))
struct AuditRetentionTests {
    fileprivate static let day = 86_400.0

    /// A log with a record a day, the last of them at `moment(0)`.
    fileprivate func withLog(_ count: Int, _ body: (SQLiteStore, AuditAttacker) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for number in 1...count {
                try await store.enqueue(.sample("\(number)", at: Double(number - count) * Self.day))
            }
            try await store.flushAuditRecords()
            try await body(store, AuditAttacker(path: folder + "/soar.db"))
        }
    }

    private func prune(
        _ store: SQLiteStore, days: Int? = nil, keep: Int64? = nil, isRehearsal: Bool = false
    ) async throws -> AuditPruneReport {
        let retention = try #require(
            AuditRetention(maximumAge: days.map { .seconds($0 * 86_400) }, maximumRecords: keep))
        return try await store.pruneAuditRecords(retention, at: moment(), by: "test", isRehearsal: isRehearsal)
    }

    fileprivate func ids(_ store: SQLiteStore) async throws -> [Int64] {
        try await store.database.read { try Int64.fetchAll($0, sql: "SELECT id FROM audit_records ORDER BY id") }
    }

    @Test("by age leaves the young ones, a record of it, and a chain that verifies")
    func byAge() async throws {
        try await withLog(10) { store, _ in
            let report = try await prune(store, days: 4)
            #expect(report == AuditPruneReport(range: 1...5, record: 11))
            #expect(try await ids(store) == [6, 7, 8, 9, 10, 11])
            let found = try await store.verifyAuditChain()
            #expect(found.isIntact && found.checked == 6 && found.sealedRecords == 5 && found.segmentCount == 1)
            #expect(found.segments.first?.first == 1 && found.segments.first?.last.id == 5)
            #expect(found.segments.first?.record == 11)
            let record = try await store.chainedAuditRecords(AuditQuery()).first { $0.id == 11 }
            #expect(record?.record.action == "audit_prune" && record?.record.parameters?["by"] == "test")
            #expect(record?.record.tokenName == "test")
            #expect(record?.record.parameters?["first"] == 1 && record?.record.parameters?["last"] == 5)
        }
    }

    @Test("by number keeps the newest, and both rules together keep least")
    func byCount() async throws {
        try await withLog(10) { store, _ in
            #expect(try await prune(store, keep: 10).range == nil)
            #expect(try await prune(store, keep: 7).range == 1...3)
            #expect(try await prune(store, days: 1, keep: 7).range == 4...8)
            #expect(try await ids(store) == [9, 10, 11, 12])
            let found = try await store.verifyAuditChain()
            #expect(found.isIntact && found.segmentCount == 2 && found.sealedRecords == 8)
        }
    }

    @Test("by size takes the oldest out until no more of the database is in use, and seals them in the same way")
    func bySize() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            var record = AuditRecord.sample("x")
            record.parameters = ["text": .string(String(repeating: "x", count: 2_000))]
            for _ in 1...1_000 { try await store.enqueue(record) }
            try await store.flushAuditRecords()
            func used() async throws -> Int64 {
                let figures = try await store.figures()
                return (figures.pages - figures.unusedPages) * figures.pageBytes
            }
            let (before, limit) = (try await used(), Int64(1_000_000))
            #expect(before > 2 * limit)
            let roomy = try #require(AuditRetention(maximumBytes: before))
            #expect(try await store.pruneAuditRecords(roomy, at: moment(), by: "test", isRehearsal: false).range == nil)
            let retention = try #require(AuditRetention(maximumBytes: limit))
            // The other tables make the average record larger than it is: what that leaves goes the next times.
            for _ in 0..<4 {
                _ = try await store.pruneAuditRecords(retention, at: moment(), by: "test", isRehearsal: false)
                #expect(try await used() > limit - limit / 10)
            }
            #expect(try await used() <= limit + 8 * 4096)
            let found = try await store.verifyAuditChain()
            #expect(found.isIntact && found.sealedRecords > 500 && (1...4).contains(found.segmentCount))
        }
    }

    @Test("can go on until only its own record is left, and the next record follows")
    func everything() async throws {
        try await withLog(5) { store, _ in
            #expect(try await prune(store, keep: 0).range == 1...5)
            #expect(try await prune(store, keep: 0).range == 6...6)
            try await store.append(.sample("next"))
            #expect(try await ids(store) == [7, 8])
            #expect(try await store.verifyAuditChain().isIntact)
        }
    }

    @Test("as a rehearsal changes nothing")
    func rehearsal() async throws {
        try await withLog(10) { store, _ in
            let report = try await prune(store, keep: 4, isRehearsal: true)
            #expect(report == AuditPruneReport(range: 1...6))
            #expect(try await ids(store).count == 10)
        }
    }

    @Test("stops before a record that is young, whatever comes after it")
    func stopsAtYoung() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for days in [-9.0, -8, 0, -7, -6] { try await store.append(.sample("\(days)", at: days * Self.day)) }
            #expect(try await prune(store, days: 3).range == 1...2)
        }
    }

    @Test("goes over several transactions, and is finished later where it was interrupted")
    func chunks() async throws {
        try await withLog(5_000) { store, attacker in
            // Sealed and not deleted: as after a crash in between.
            _ = try await store.database.write { database in
                try AuditSegment.seal(1...4_500, at: moment(), by: "test", in: database)
            }
            let found = try await store.verifyAuditChain()
            #expect(found.isIntact && found.leftovers == 4_500 && found.checked == 501)
            let report = try await prune(store, keep: 1_000)
            #expect(report.range == nil)
            let first = try await ids(store).first
            #expect(first == 4_501)
            #expect(try await store.verifyAuditChain().leftovers == 0)
        }
    }

    @Test("deletes nothing where a record is not as it was written")
    func keepsEvidence() async throws {
        try await withLog(10) { store, attacker in
            try attacker.run("UPDATE audit_records SET error = 'x' WHERE id = 3")
            let error = await #expect(throws: StoreError(.damaged, "")) {
                _ = try await prune(store, keep: 2)
            }
            #expect(error?.message.contains("record 3") == true)
            #expect(try await ids(store).count == 10)
            #expect(try await prune(store, keep: 8).range == 1...2)
        }
    }

    @Test("is nothing that one can do by hand")
    func refusesHands() async throws {
        try await withLog(10) { store, _ in
            _ = try await prune(store, keep: 6)
            for sql in [
                "DELETE FROM audit_records WHERE id = 5", "DELETE FROM audit_records WHERE id = 11",
                "DELETE FROM audit_segments", "UPDATE audit_segments SET last_id = 8, count = 8",
                "INSERT INTO audit_segments SELECT 5, 8, 4, zeroblob(32), zeroblob(32), 0, 11",
                "INSERT INTO audit_segments SELECT 5, 8, 4, (SELECT hash FROM audit_records WHERE id = 5), (SELECT hash FROM audit_records WHERE id = 8), 0, 9",
                "INSERT INTO audit_segments SELECT 6, 8, 3, (SELECT hash FROM audit_records WHERE id = 6), (SELECT hash FROM audit_records WHERE id = 8), 0, 11",
                "INSERT OR REPLACE INTO audit_segments SELECT 1, 8, 8, first_hash, last_hash, 0, 11 FROM audit_segments",
            ] {
                await #expect(throws: StoreError(.invalid, ""), "\(sql)") {
                    try await store.database.write { try $0.execute(sql: sql) }
                }
            }
        }
    }

    @Test("without a trace is found, and so is a seal that was changed")
    func badSeals() async throws {
        typealias Fault = AuditVerification.Fault
        try await withLog(10) { store, attacker in
            try attacker.access { database in
                try database.execute(
                    sql: """
                        INSERT INTO audit_segments SELECT 1, 4, 4, a.hash, b.hash, 0, 10
                        FROM audit_records a, audit_records b WHERE a.id = 1 AND b.id = 4;
                        DELETE FROM audit_records WHERE id <= 4
                        """)
            }
            #expect(try await store.verifyAuditChain().faults == [Fault(.badSeal, first: 1, last: 4)])
        }
        try await withLog(10) { store, attacker in
            _ = try await prune(store, keep: 6)
            try attacker.run("UPDATE audit_segments SET last_hash = zeroblob(32)")
            #expect(
                try await store.verifyAuditChain().faults
                    == [Fault(.badSeal, first: 1, last: 4), Fault(.altered, first: 5, last: 5)])
        }
    }

    @Test("leaves checkpoints good that are of its last record or later ones")
    func checkpoints() async throws {
        try await withLog(6) { store, _ in
            var checkpoints: [AuditCheckpoint] = []
            for number in 7...9 {
                checkpoints.append(try #require(try await store.auditCheckpoint(at: moment())))
                try await store.append(.sample("\(number)"))
            }
            // Of the records 6, 7 and 8, of 9.
            _ = try await prune(store, keep: 2)
            let found = try await store.verifyAuditChain(against: checkpoints)
            #expect(found.isIntact && found.confirmedCheckpoints == 2 && found.unverifiableCheckpoints == 1)
            let later = try #require(try await store.auditCheckpoint(at: moment()))
            #expect(later.count == 10)
            #expect(try await store.verifyAuditChain(against: [later]).confirmedCheckpoints == 1)
        }
    }

    @Test("happens again and again, also after a failure")
    func service() async throws {
        try await withLog(10) { store, _ in
            let flaky = FlakyPruning(store)
            let waits = Mutex<[Duration]>([])
            let service = AuditRetentionService(
                flaky, retention: AuditRetention(maximumRecords: 5), logger: Logger(label: "test"),
                now: { moment() },
                sleep: { duration in
                    let count = waits.withLock { waits in
                        waits.append(duration)
                        return waits.count
                    }
                    if count > 3 { throw CancellationError() }
                })
            try await service.run()
            #expect(waits.withLock { $0 } == [.seconds(60), .seconds(3600), .seconds(3600), .seconds(3600)])
            // The first time fails, the second takes five out, the third the one that had become too much.
            #expect(flaky.ranges.withLock { $0 } == [1...5, 6...6])
        }
    }
}

extension AuditRetentionTests {
    @Test("keeps from the next time on what it is told, and all where nothing is said")
    func changes() async throws {
        try await withLog(10) { store, _ in
            let pruning = FlakyPruning(store)
            let rounds = Mutex(0)
            // Which is kept in each round, as long as there is one; the first pruning fails.
            let wanted: [AuditRetention?] = [
                nil, AuditRetention(maximumRecords: 9), AuditRetention(maximumRecords: 8), nil,
            ]
            let box = Mutex<AuditRetentionService?>(nil)
            let service = AuditRetentionService(
                pruning, retention: nil, logger: Logger(label: "test"), now: { moment() },
                sleep: { _ in
                    let round = rounds.withLock { rounds in
                        defer { rounds += 1 }
                        return rounds
                    }
                    guard wanted.indices.contains(round) else { throw CancellationError() }
                    box.withLock { $0 }?.change(to: wanted[round])
                })
            box.withLock { $0 = service }
            try await service.run()
            box.withLock { $0 = nil }
            #expect(pruning.ranges.withLock { $0 } == [1...2])
        }
    }

    @Test("takes nothing out because a clock is ahead", arguments: [3, 400])
    func clockAhead(_ days: Double) async throws {
        try await withLog(10) { store, _ in
            let pruning = FlakyPruning(store)
            let rounds = Mutex(0)
            let service = AuditRetentionService(
                pruning, retention: AuditRetention(maximumAge: .seconds(11 * 86_400)),
                logger: Logger(label: "test"),
                // Right when the service is made; the jump comes before it does anything.
                now: { rounds.withLock { $0 == 0 } ? moment() : moment(days * Self.day) },
                sleep: { _ in
                    let count = rounds.withLock { rounds in
                        rounds += 1
                        return rounds
                    }
                    if count > 3 { throw CancellationError() }
                })
            try await service.run()
            #expect(pruning.ranges.withLock { $0 } == [])
            #expect(try await ids(store).count == 10)
        }
    }
}

/// Fails the first time.
private final class FlakyPruning: AuditPruning {
    let ranges = Mutex<[ClosedRange<Int64>]>([])
    private let hasFailed = Mutex(false)
    private let base: any AuditPruning

    init(_ base: any AuditPruning) { self.base = base }

    func pruneAuditRecords(
        _ retention: AuditRetention, at time: Date, by actor: String, isRehearsal: Bool
    ) async throws(StoreError) -> AuditPruneReport {
        let isFirst = hasFailed.withLock { hasFailed in
            defer { hasFailed = true }
            return !hasFailed
        }
        if isFirst { throw StoreError(.unavailable, "not now") }
        let report = try await base.pruneAuditRecords(retention, at: time, by: actor, isRehearsal: isRehearsal)
        ranges.withLock { $0 += [report.range].compactMap(\.self) }
        return report
    }
}
