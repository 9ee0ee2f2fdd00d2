//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import Testing

@testable import SOARCore

@Suite("The audit log's blocks", .timeLimit(.minutes(2)))
struct AuditBlocksTests {
    private static let count = 8_000

    /// Over seven blocks and several hours: common values, rare ones, and a clock that was wrong for a while.
    private static func record(_ number: Int) -> AuditRecord {
        var record = AuditRecord.sample("\(number)", at: Double(number * 5 - (number % 2_000 == 1_999 ? 90_000 : 0)))
        record.tenant = number % 3 == 0 ? .other : .default
        record.tokenName = "token \(number % 7)"
        record.tokenID = number % 2 == 0 ? nil : APITokenID(rawValue: Int64(number / 1_200))
        record.action = number % 401 == 400 ? "rare" : "common"
        record.outcome = number % 11 == 0 ? .failure : .success
        return record
    }

    private static func queries() -> [AuditQuery] {
        var random = SystemRandomNumberGenerator()
        return (0..<300).map { _ in
            var query = AuditQuery()
            func chance(_ part: Int) -> Bool { Int.random(in: 0..<part, using: &random) == 0 }
            if chance(2) { query.tenant = chance(2) ? .other : .default }
            if chance(3) { query.tokenName = "token \(Int.random(in: 0...7, using: &random))" }
            if chance(4) { query.tokenID = APITokenID(rawValue: Int64.random(in: 0...7, using: &random)) }
            if chance(3) { query.action = chance(2) ? "rare" : "common" }
            if chance(3) { query.outcome = chance(2) ? .failure : .success }
            if chance(3) { query.since = moment(Double.random(in: -1_000...45_000, using: &random)) }
            if chance(3) { query.until = moment(Double.random(in: -1_000...45_000, using: &random)) }
            if chance(2) { query.before = Int64.random(in: 0...8_800, using: &random) }
            query.limit = [1, 10, 100, 20_000].randomElement(using: &random) ?? 10
            return query
        }
    }

    @Test("find the same records as looking at each of them")
    func findsTheSame() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let plain = InMemoryStore()
            let records = (0..<Self.count).map(Self.record)
            try await store.database.write { database in try AuditRow.insert(records, in: database) }
            for record in records { try await plain.append(record) }
            for query in Self.queries() {
                let found = try await store.auditRecords(query).map(\.callID)
                let expected = try await plain.auditRecords(query).map(\.callID)
                #expect(found == expected, "\(query)")
            }
        }
    }

    @Test("take few rows, and a query needs no sorting")
    func areSmall() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for first in stride(from: 0, to: Self.count, by: 200) {
                try await store.database.write { database in
                    try AuditRow.insert((first..<first + 200).map(Self.record), in: database)
                }
            }
            var query = AuditQuery()
            (query.tenant, query.action, query.since) = (.other, "rare", moment(100))
            let sought = query
            try await store.database.read { database in
                let rows = try Int.fetchOne(database, sql: "SELECT count(*) FROM audit_blocks") ?? 0
                #expect((1...300).contains(rows))
                for query in [sought, AuditQuery()] {
                    let (sql, arguments) = try AuditSelection(query).page(before: 4_000, limit: 10, in: database)
                    let plan = try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
                    let steps = plan.map { $0["detail"] as String }
                    #expect(!steps.isEmpty)
                    #expect(!steps.contains { $0.contains("TEMP B-TREE") || $0.hasPrefix("SCAN") }, "\(steps)")
                }
            }
        }
    }

    @Test("are forgotten with their records")
    func areForgotten() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let records = (0..<Self.count).map(Self.record)
            try await store.database.write { database in try AuditRow.insert(records, in: database) }
            let retention = try #require(AuditRetention(maximumRecords: 1_200))
            _ = try await store.pruneAuditRecords(retention, at: moment(), by: "test", isRehearsal: false)
            let oldest = try await store.database.read { database in
                try Int64.fetchOne(database, sql: "SELECT min(block) FROM audit_blocks")
            }
            #expect(oldest == AuditBlocks.block(of: Int64(Self.count) - 1_199))
            var query = AuditQuery()
            (query.tenant, query.limit) = (.other, 4_000)
            let expected = (6_800..<Self.count).reversed().filter { $0 % 3 == 0 }.map(String.init)
            #expect(try await store.auditRecords(query).map(\.callID) == expected)
        }
    }

    @Test("are noted once for the records of several commits, and again when somebody else has written")
    func areNotedAgain() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            let store = try SQLiteStore(path: path)
            func rows() async throws -> Int {
                try await store.database.read { database in
                    try Int.fetchOne(database, sql: "SELECT count(*) FROM audit_blocks") ?? 0
                }
            }
            try await store.append(Self.record(400))
            let noted = try await rows()
            try await store.append(Self.record(400))
            #expect(try await rows() == noted)
            // Another process, and another change on the same connection: both move the end that was kept.
            try await SQLiteStore(path: path).append(Self.record(300))
            try await store.append(Self.record(400))
            try await store.database.write { try AuditRow.insert([Self.record(300)], in: $0) }
            try await store.append(Self.record(400))
            var query = AuditQuery()
            query.action = "rare"
            #expect(try await store.auditRecords(query).count == 4)
            #expect(try await store.verifyAuditChain().isIntact)
        }
    }

    @Test("go with a transaction that fails")
    func goWithTheTransaction() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            try await store.append(.sample("before"))
            await #expect(throws: StoreError.self) {
                try await store.database.write { database in
                    try AuditRow.insert([Self.record(400)], in: database)
                    throw StoreError(.invalid, "the change failed")
                }
            }
            var query = AuditQuery()
            query.action = "rare"
            #expect(try await store.auditRecords(query).isEmpty)
            try await store.append(Self.record(400))
            #expect(try await store.auditRecords(query).map(\.callID) == ["400"])
        }
    }

    @Test(
        "are not for hands, and what was taken out of them is found",
        arguments: [
            "field = 'action' AND value = 'rare' AND block = 1", "field = 'hour' AND block = 1",
            "field = 'tenant' AND value = 'other' AND block = 1",
            "field = 'token_name' AND value = 'token 3' AND block = 1",
            "field = 'token_id' AND block = 1", "field = 'outcome' AND value = 'failure' AND block = 1", "block = 1",
        ])
    func isNoticed(_ condition: String) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let records = (0..<Self.count).map(Self.record)
            try await store.database.write { database in try AuditRow.insert(records, in: database) }
            try #require(try await store.verifyAuditChain().isIntact)
            let sql = "DELETE FROM audit_blocks WHERE \(condition)"
            for sql in [sql, "UPDATE audit_blocks SET block = 90 WHERE \(condition)"] {
                await #expect(throws: StoreError(.invalid, ""), "\(sql)") {
                    try await store.database.write { try $0.execute(sql: sql) }
                }
            }
            try AuditAttacker(path: folder + "/soar.db").run(sql)
            let found = try await store.verifyAuditChain()
            #expect(found.faults == [.init(.hidden, first: 1_024, last: 2_047)] && found.checked == Self.count)
            // The records themselves can be taken out all the same.
            let retention = try #require(AuditRetention(maximumRecords: 400))
            _ = try await store.pruneAuditRecords(retention, at: moment(), by: "test", isRehearsal: false)
            #expect(try await store.verifyAuditChain().isIntact)
        }
    }
}
