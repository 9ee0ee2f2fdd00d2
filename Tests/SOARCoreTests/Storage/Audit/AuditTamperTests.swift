//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import Testing

@testable import SOARCore

@Suite("A check of the audit log finds", .timeLimit(.minutes(1)))
struct AuditTamperTests {
    typealias Fault = AuditVerification.Fault

    /// A log of ten records and somebody who can write its file.
    private func withLog(_ body: (SQLiteStore, AuditAttacker) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for number in 1...10 {
                var record = AuditRecord.sample("\(number)", at: Double(number))
                record.tokenID = APITokenID(rawValue: 7)
                record.tokenName = "ci"
                record.parameters = ["n": .integer(Int64(number))]
                record.peer = "127.0.0.1"
                try await store.append(record)
            }
            try #require(try await store.verifyAuditChain().isIntact)
            try await body(store, AuditAttacker(path: folder + "/soar.db"))
        }
    }

    private func expect(_ faults: [Fault], after sql: String) async throws {
        try await withLog { store, attacker in
            try attacker.run(sql)
            let found = try await store.verifyAuditChain()
            #expect(found.faults == faults, "\(sql)")
            #expect(found.isIntact == faults.isEmpty && found.faultCount == faults.count)
        }
    }

    @Test("nothing in a log that nobody has touched, and says how far it goes")
    func intact() async throws {
        try await withLog { store, _ in
            let found = try await store.verifyAuditChain()
            #expect(found.faults == [] && found.checked == 10 && found.first == 1 && found.head?.id == 10)
            #expect(found.segments == [] && found.sealedRecords == 0 && found.rate > 0)
        }
    }

    @Test("nothing in an empty log")
    func empty() async throws {
        try await withTemporaryFolder { folder in
            let found = try await SQLiteStore(path: folder + "/soar.db").verifyAuditChain()
            #expect(found.isIntact && found.checked == 0 && found.head == nil)
        }
    }

    @Test(
        "a change of any column, and where",
        arguments: [
            "call_id = 'x'", "phase = 'intent'", "time = time + 1", "token_id = 8", "token_id = NULL",
            "token_name = 'cI'", "tenant = 'other'", "tenant = ''", "action = 'look'", "resource = 'soar://y'",
            "parameters = '{\"n\": 4}'", "parameters = NULL", "outcome = 'denied'", "error = ''", "latency = 1",
            "peer = '127.0.0.2'", "user_agent = 'x'", "token_name = 'c', tenant = 'i'",
            "call_id = call_id || CAST(x'00' AS TEXT)",
        ])
    func changedColumn(_ change: String) async throws {
        try await expect([Fault(.altered, first: 4, last: 4)], after: "UPDATE audit_records SET \(change) WHERE id = 4")
    }

    @Test("a changed hash at the record and at the next, which no longer follows")
    func changedHash() async throws {
        try await expect(
            [Fault(.altered, first: 4, last: 5)],
            after: "UPDATE audit_records SET hash = zeroblob(32) WHERE id = 4")
    }

    @Test("records that were taken away, in one run or several, at the beginning, in the middle and at the end")
    func taken() async throws {
        try await expect([Fault(.missing, first: 5, last: 5)], after: "DELETE FROM audit_records WHERE id = 5")
        try await expect([Fault(.missing, first: 1, last: 2)], after: "DELETE FROM audit_records WHERE id < 3")
        try await expect(
            [Fault(.missing, first: 3, last: 4), Fault(.missing, first: 7, last: 7)],
            after: "DELETE FROM audit_records WHERE id IN (3, 4, 7)")
        try await expect([Fault(.cut, first: 10, last: 10)], after: "DELETE FROM audit_records WHERE id = 10")
        try await expect([Fault(.cut, first: 1, last: 10)], after: "DELETE FROM audit_records")
    }

    @Test("a record that was taken away with the others moved up")
    func renumbered() async throws {
        try await expect(
            [Fault(.altered, first: 5, last: 9), Fault(.cut, first: 10, last: 10)],
            after: """
                DELETE FROM audit_records WHERE id = 5;
                UPDATE audit_records SET id = -id WHERE id > 5;
                UPDATE audit_records SET id = -id - 1 WHERE id < 0
                """)
    }

    @Test("two that were swapped, with their hashes and without")
    func swapped() async throws {
        let swap = "UPDATE audit_records SET id = CASE id WHEN 4 THEN -5 ELSE -4 END WHERE id IN (4, 5);"
        let place = "UPDATE audit_records SET id = -id WHERE id < 0;"
        try await expect([Fault(.altered, first: 4, last: 6)], after: swap + place)
        try await expect(
            [Fault(.altered, first: 4, last: 5)],
            after: """
                CREATE TABLE kept AS SELECT id, hash FROM audit_records WHERE id IN (4, 5); \(swap) \(place)
                UPDATE audit_records SET hash = (SELECT hash FROM kept WHERE kept.id = audit_records.id)
                WHERE id IN (4, 5)
                """)
    }

    @Test("a record that was put in by hand: at the end, before the beginning, far behind the end")
    func inserted() async throws {
        func insertion(_ id: Int) -> String {
            """
            INSERT INTO audit_records (id, call_id, phase, time, action, resource, outcome, latency, hash)
            VALUES (\(id), 'x', 'outcome', 0, 'x', 'x', 'success', 0, (SELECT hash FROM audit_records WHERE id = 10))
            """
        }
        try await expect([Fault(.altered, first: 11, last: 11)], after: insertion(11))
        try await expect([Fault(.inserted, first: 0, last: 0)], after: insertion(0))
        try await expect([Fault(.inserted, first: -3, last: -3)], after: insertion(-3))
        try await expect([Fault(.missing, first: 11, last: 49)], after: insertion(50))
    }

    @Test("a log that was thrown away with the table's counter")
    func replaced() async throws {
        try await withLog { store, attacker in
            let checkpoint = try #require(try await store.auditCheckpoint(at: moment()))
            try attacker.run("DELETE FROM audit_records; DELETE FROM sqlite_sequence WHERE name = 'audit_records'")
            #expect(try await store.verifyAuditChain().isIntact)
            let found = try await store.verifyAuditChain(against: [checkpoint])
            #expect(found.faults == [Fault(.cut, first: 1, last: 10)])
        }
    }

    @Test("with a checkpoint, a change after which all hashes were computed anew; without one it can't")
    func rehashed() async throws {
        try await withLog { store, attacker in
            let checkpoint = try #require(try await store.auditCheckpoint(at: moment()))
            #expect(try await store.verifyAuditChain(against: [checkpoint]).confirmedCheckpoints == 1)
            try attacker.run("UPDATE audit_records SET error = 'none' WHERE id = 4")
            try attacker.rehash(from: 4)
            #expect(try await store.verifyAuditChain().isIntact)
            let found = try await store.verifyAuditChain(against: [checkpoint])
            #expect(found.faults == [Fault(.rewritten, first: 10, last: 10)])
            #expect(found.confirmedCheckpoints == 0)
        }
    }

    @Test("with a checkpoint, a tail that was cut with the table's counter, also when the log has grown again")
    func rolledBack() async throws {
        try await withLog { store, attacker in
            let checkpoint = try #require(try await store.auditCheckpoint(at: moment()))
            try attacker.run(
                """
                DELETE FROM audit_records WHERE id > 8;
                UPDATE sqlite_sequence SET seq = 8 WHERE name = 'audit_records'
                """)
            #expect(try await store.verifyAuditChain().isIntact)
            #expect(
                try await store.verifyAuditChain(against: [checkpoint]).faults == [Fault(.cut, first: 9, last: 10)])
            for number in 0..<5 { try await store.append(.sample("later \(number)")) }
            #expect(try await store.verifyAuditChain().isIntact)
            #expect(
                try await store.verifyAuditChain(against: [checkpoint]).faults
                    == [Fault(.rewritten, first: 10, last: 10)])
        }
    }

    @Test("a tail that was cut with the table's counter, where a seal or a destination knows of more")
    func traces() async throws {
        let cut = """
            DELETE FROM audit_records WHERE id > 8;
            UPDATE sqlite_sequence SET seq = 8 WHERE name = 'audit_records'
            """
        try await withLog { store, attacker in
            try await store.beginAuditForwarding(to: ["siem"])
            try attacker.run(cut)
            #expect(try await store.verifyAuditChain().faults == [Fault(.cut, first: 9, last: 10)])
        }
        try await withLog { store, attacker in
            let retention = try #require(AuditRetention(maximumRecords: 7))
            _ = try await store.pruneAuditRecords(retention, at: moment(), by: "test", isRehearsal: false)
            try attacker.run(cut)
            #expect(
                try await store.verifyAuditChain().faults
                    == [Fault(.badSeal, first: 1, last: 3), Fault(.cut, first: 9, last: 11)])
        }
    }

    @Test("a tail that was cut, for ever: the next records leave its numbers out")
    func cutStaysVisible() async throws {
        try await withLog { store, attacker in
            try attacker.run("DELETE FROM audit_records WHERE id > 8")
            try await store.append(.sample("later"))
            #expect(try await store.verifyAuditChain().faults == [Fault(.missing, first: 9, last: 10)])
        }
    }

    @Test("many faults, lists some and counts all")
    func many() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for number in 1...300 { try await store.enqueue(.sample("\(number)")) }
            try await store.flushAuditRecords()
            try AuditAttacker(path: folder + "/soar.db").run("UPDATE audit_records SET latency = 1 WHERE id % 2 = 0")
            let found = try await store.verifyAuditChain()
            #expect(found.faultCount == 150 && found.faults.count == AuditVerification.maximumFaults)
        }
    }
}
