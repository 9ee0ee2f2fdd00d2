//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Every execution store", .timeLimit(.minutes(1)))
struct StoreContractExecutions {
    private func execution(
        _ id: String, tenant: TenantID = .default, tokenID: APITokenID? = nil, at seconds: Double = 0
    ) throws -> Execution {
        Execution(
            activityID: try #require(ActivityID(id)), tenant: tenant, playbookID: PlaybookID(rawValue: .max),
            eventID: 7, tokenID: tokenID, startedBy: "ci", startedAt: moment(seconds))
    }

    @Test("gives back an execution as it was stored", arguments: StoreKind.allCases, [nil, APITokenID(rawValue: 5)])
    func givesBack(_ kind: StoreKind, _ tokenID: APITokenID?) async throws {
        try await kind.withStore { store in
            let stored = try execution("a-1", tenant: .other, tokenID: tokenID)
            try await store.insertExecution(stored)
            var found = try #require(try await store.execution(stored.activityID))
            #expect(abs(found.startedAt.timeIntervalSince(stored.startedAt)) < 0.001)
            found.startedAt = stored.startedAt
            #expect(found == stored)
            #expect(try await store.execution(try #require(ActivityID("a-2"))) == nil)
        }
    }

    @Test("leaves one that is known as it was", arguments: StoreKind.allCases)
    func leavesKnown(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            try await store.insertExecution(try execution("a", at: 0))
            try await store.insertExecution(try execution("a", at: 5))
            let id = try #require(ActivityID("a"))
            let found = try #require(try await store.execution(id))
            #expect(found.tenant == .default && found.startedAt < moment(1))
            #expect(try await store.executions(tenant: .default, limit: 10).count == 1)
        }
    }

    @Test("keeps the executions of two tenants apart that have the same id", arguments: StoreKind.allCases)
    func keepsApart(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            try await store.insertExecution(try execution("a", at: 0))
            try await store.insertExecution(try execution("a", tenant: .other, at: 5))
            let id = try #require(ActivityID("a"))
            #expect(try await store.execution(id)?.tenant == .default)
            #expect(try await store.execution(id, tenant: .default)?.tenant == .default)
            #expect(try await store.execution(id, tenant: .other)?.tenant == .other)
            #expect(try await store.execution(id, tenant: TenantID(rawValue: "nobody")) == nil)
            #expect(try await store.executions(tenant: .other, limit: 10).count == 1)
        }
    }

    @Test("lists those of one family of tokens, of one tenant, the newest first", arguments: StoreKind.allCases)
    func ofFamily(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            for second in 0..<6 {
                var own = try execution("own-\(second)", tokenID: APITokenID(rawValue: 9), at: Double(second))
                own.tokenFamily = APITokenID(rawValue: 5)
                try await store.insertExecution(own)
                let id = APITokenID(rawValue: 6)
                try await store.insertExecution(
                    try execution("other-\(second)", tokenID: id, at: Double(second) + 100))
            }
            try await store.insertExecution(
                try execution("far", tenant: .other, tokenID: APITokenID(rawValue: 5), at: 50))
            let found = try await store.executions(tenant: .default, of: APITokenID(rawValue: 5), limit: 4)
            #expect(found.map(\.activityID.description) == ["own-5", "own-4", "own-3", "own-2"])
            #expect(found.allSatisfy { $0.tokenID == APITokenID(rawValue: 9) })
            let none = try await store.executions(tenant: .default, of: APITokenID(rawValue: 9), limit: 4)
            #expect(none.isEmpty)
        }
    }

    @Test("lists a tenant's executions, the newest first, up to the limit", arguments: StoreKind.allCases)
    func lists(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            for (id, second) in [("b", 2.0), ("a", 1), ("c", 3), ("d", 3)] {
                try await store.insertExecution(try execution(id, at: second))
            }
            try await store.insertExecution(try execution("o", tenant: .other, at: 9))
            #expect(
                try await store.executions(tenant: .default, limit: 9).map(\.activityID.description) == [
                    "d", "c", "b", "a",
                ])
            #expect(try await store.executions(tenant: .default, limit: 1).map(\.activityID.description) == ["d"])
            #expect(try await store.executions(tenant: .default, limit: 0).isEmpty)
            #expect(try await store.executions(tenant: .default, limit: -1).isEmpty)
        }
    }
}
