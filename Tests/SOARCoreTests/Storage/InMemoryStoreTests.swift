//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("A store in memory")
struct InMemoryStoreTests {
    @Test("refuses what goes beyond its capacity, and forgets nothing for it")
    func isBounded() async throws {
        let store = InMemoryStore(capacity: 2)
        for number in 0..<2 {
            try await store.append(.sample("\(number)"))
            _ = try await store.insertToken(.sample("\(number)"))
        }
        await #expect(throws: StoreError(.unavailable, "")) { try await store.append(.sample("2")) }
        await #expect(throws: StoreError(.unavailable, "")) { try await store.insertToken(.sample("2")) }
        _ = try await store.replacePlaybooks([.sample(1), .sample(2)], tenant: .default, at: moment())
        await #expect(throws: StoreError(.unavailable, "")) {
            try await store.replacePlaybooks([.sample(3)], tenant: .default, at: moment())
        }
        #expect(try await store.auditRecords(AuditQuery()).count == 2)
        #expect(try await store.playbooks(PlaybookFilter()).count == 2)
    }
}
