//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import TestSupport
import Testing

@testable import SOARCore

@Suite("Counts of tokens")
struct TokenCountTests {
    @Test("tell states and ends apart")
    func counts() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for (name, end) in [("a", nil), ("b", 50.0), ("c", 100), ("d", 150), ("e", 300), ("f", nil), ("g", 10)] {
                var token = NewAPIToken.sample(name)
                token.expiresAt = end.map { moment($0) }
                let id = try await store.insertToken(token, by: nil).id
                if name == "f" { _ = try await store.setToken(id, state: .disabled, by: nil) }
                if name == "g" { _ = try await store.setToken(id, state: .revoked, by: nil) }
            }
            let counts = try await store.tokenCounts(at: moment(100), expiringBefore: moment(200))
            #expect(counts == .init(enabled: 3, disabled: 1, revoked: 1, expired: 2, expiring: 1))
        }
    }

    @Test("look at no token")
    func plan() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let steps = try await store.database.read { database in
                try Row.fetchAll(
                    database, sql: "EXPLAIN QUERY PLAN " + SQLiteStore.tokenCounting, arguments: [1, 2]
                ).map { row in row["detail"] as String }
            }
            let looks = steps.filter { $0.contains("api_tokens") }
            #expect(looks.count == 6)
            #expect(looks.allSatisfy { $0.hasPrefix("SEARCH") && $0.contains("COVERING INDEX") }, "\(looks)")
        }
    }
}
