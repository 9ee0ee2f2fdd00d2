//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import Testing

@testable import SOARCore

@Suite("What a commit survives", .timeLimit(.minutes(1)))
struct AuditDurabilityTests {
    /// What `PRAGMA synchronous` says.
    private enum Level { static let normal = 1, full = 2 }

    private func level(_ store: SQLiteStore) async throws -> Int? {
        try await SQLiteConnectionTests.onWriter(store) { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    }

    private func withStore(_ body: (SQLiteStore) async throws -> Void) async throws {
        try await withTemporaryFolder { try await body(try SQLiteStore(path: $0 + "/soar.db")) }
    }

    @Test("is the process's end for records of which no more is asked, and a power cut for all others")
    func records() async throws {
        try await withStore { store in
            #expect(try await level(store) == Level.full)
            try await store.append(.sample("read"), durability: .commit)
            #expect(try await level(store) == Level.normal)
            try await store.append(.sample("change"))
            #expect(try await level(store) == Level.full)
            try await store.append(.sample("read"), durability: .commit)
            try await store.enqueue(.sample("denied", outcome: .denied))
            try await store.flushAuditRecords()
            #expect(try await level(store) == Level.full)
        }
    }

    @Test("is a power cut for a batch with one record that needs it")
    func batches() async throws {
        try await withStore { store in
            try await store.append(.sample("read"), durability: .commit)
            let gate = WriterGate(before: store)
            try await withThrowingTaskGroup { group in
                defer { gate.open() }
                for number in 0..<9 {
                    group.addTask {
                        try await store.append(.sample("\(number)"), durability: number == 4 ? .fsync : .commit)
                    }
                }
                try await WriterGate.waitForRecords(9, in: store)
                gate.open()
                try await group.waitForAll()
            }
            #expect(store.committer.commitCount == 2)
            #expect(try await level(store) == Level.full)
        }
    }

    @Test("is a power cut for every other change")
    func changes() async throws {
        try await withStore { store in
            let changes: [() async throws -> Void] = [
                { _ = try await store.insertToken(.sample("a")) },
                { try await store.setSetting("a", to: "b", by: nil) },
                { _ = try await store.replacePlaybooks([.sample(1)], tenant: .default, at: moment()) },
                { try await store.checkAuditLog() },
            ]
            for change in changes {
                try await store.append(.sample("read"), durability: .commit)
                #expect(try await level(store) == Level.normal)
                try await change()
                #expect(try await level(store) == Level.full)
            }
        }
    }
}
