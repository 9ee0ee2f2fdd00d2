//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
import GRDB
import Testing

@testable import SOARCore

@Suite("The audit log's chain", .timeLimit(.minutes(1)))
struct AuditChainTests {
    private static let full = AuditRecord(
        callID: "call", phase: .intent, time: moment(), tokenID: APITokenID(rawValue: 3), tokenName: "ci\n封",
        tenant: .other, action: "execute_playbook", resource: "soar://playbooks/9",
        parameters: ["id": .integer(9_007_199_254_740_993), "t": ["a", true]], outcome: .pending, error: "no",
        latency: .microseconds(1_234_567), peer: "127.0.0.1", userAgent: "x\u{0}y")

    @Test("is what the document says, byte by byte")
    func format() throws {
        var head = AuditChainPoint(id: 6, hash: [UInt8](repeating: 9, count: 32))
        AuditInsertion(AuditRecord.sample("c", outcome: .denied)).link(to: &head)
        func text(_ text: String) -> [UInt8] { [2, 0, 0, 0, 0, 0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8) }
        let number: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 7]
        let time: [UInt8] = [1, 0, 0, 0x01, 0x97, 0x74, 0x20, 0xDC, 0x7B]
        let row =
            [1] + number + text("c") + text("outcome") + time + [0, 0, 0] + text("tool") + text("soar://x") + [0]
            + text("denied") + [0] + [1, 0, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0]
        let hash = SHA256.hash(data: [UInt8](repeating: 9, count: 32) + row)
        #expect(head == AuditChainPoint(id: 7, hash: Array(hash)))
    }

    @Test("tells apart rows whose texts are the same when put together")
    func isUnambiguous() {
        func hash(_ change: (inout AuditRecord) -> Void) -> [UInt8] {
            var record = AuditRecord.sample("x")
            change(&record)
            var head = AuditChainPoint.start
            AuditInsertion(record).link(to: &head)
            return head.hash
        }
        let hashes = [
            hash { _ in }, hash { $0.tokenName = "" }, hash { $0.tenant = TenantID(rawValue: "") },
            hash { $0.tokenName = "ab" }, hash { ($0.tokenName, $0.tenant) = ("a", TenantID(rawValue: "b")) },
            hash { $0.parameters = "ab" }, hash { $0.error = "ab" }, hash { $0.peer = "ab" },
            hash { $0.userAgent = "ab" }, hash { $0.traceID = "ab" }, hash { $0.tokenID = APITokenID(rawValue: 0) },
        ]
        #expect(Set(hashes).count == hashes.count)
    }

    @Test("is the same whether a record is read or written")
    func readsAsWritten() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            try await store.append(Self.full)
            try await store.append(.sample("bare"))
            var head = AuditChainPoint.start
            for record in [Self.full, .sample("bare")] { AuditInsertion(record).link(to: &head) }
            #expect(try await store.verifyAuditChain().head == head)
        }
    }

    @Test("is one, however many stores and connections write in turn")
    func isShared() async throws {
        try await withTemporaryFolder { folder in
            let stores = [try SQLiteStore(path: folder + "/soar.db"), try SQLiteStore(path: folder + "/soar.db")]
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask { try await stores[number % 2].append(.sample("\(number)")) }
                }
                try await group.waitForAll()
            }
            for number in 0..<20 { try await stores[number % 2].append(.sample("turn \(number)")) }
            for store in stores {
                let found = try await store.verifyAuditChain()
                #expect(found.isIntact && found.checked == 220)
            }
        }
    }

    @Test("takes records in the transaction of another change, and drops them with it")
    func joinsTransactions() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            try await store.append(.sample("before"))
            try await store.database.write { database in
                try AuditRow.insert([.sample("first"), .sample("second")], in: database)
            }
            await #expect(throws: StoreError.self) {
                try await store.database.write { database in
                    try AuditRow.insert([.sample("never")], in: database)
                    throw StoreError(.invalid, "the change failed")
                }
            }
            try await store.append(.sample("after"))
            let found = try await store.verifyAuditChain()
            #expect(found.isIntact && found.checked == 4)
        }
    }

    @Test("is checked in steps with the same result")
    func steps() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for number in 1...20 { try await store.append(.sample("\(number)")) }
            try AuditAttacker(path: folder + "/soar.db").run("DELETE FROM audit_records WHERE id IN (7, 8, 14)")
            let whole = try await store.verifyAuditChain()
            for length in [1, 2, 5, 7, 17, 20] {
                #expect(try await store.run(AuditChainCheck(stepLength: length)).result.faults == whole.faults)
            }
        }
    }

    @Test("is read to the end while records come in")
    func growsMeanwhile() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            try await withThrowingTaskGroup { group in
                for number in 0..<500 { group.addTask { try await store.append(.sample("\(number)")) } }
                for _ in 0..<5 {
                    let found = try await store.run(AuditChainCheck(stepLength: 10)).result
                    #expect(found.isIntact)
                }
                try await group.waitForAll()
            }
            #expect(try await store.verifyAuditChain().checked == 500)
        }
    }
}
