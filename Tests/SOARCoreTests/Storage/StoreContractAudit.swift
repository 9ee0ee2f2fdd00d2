//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Every audit log", .timeLimit(.minutes(1)))
struct StoreContractAudit {
    private static let full = AuditRecord(
        callID: "call", phase: .intent, time: moment(), tokenID: APITokenID(rawValue: 3), tokenName: "ci\n\u{1B}[31m",
        tenant: .other, action: "execute_playbook", resource: "soar://playbooks/9",
        parameters: ["id": .integer(9_007_199_254_740_993), "r": 0.5, "n": nil, "t": ["a", true]], outcome: .pending,
        error: "no", latency: .microseconds(1_234_567), peer: "127.0.0.1:5", userAgent: "x y",
        traceID: "0af7651916cd43dd8448eb211c80319c")

    private func callIDs(_ store: any SOARStore, _ change: (inout AuditQuery) -> Void = { _ in }) async throws
        -> [String]
    {
        var query = AuditQuery()
        change(&query)
        return try await store.auditRecords(query).map(\.callID)
    }

    @Test("has what was enqueued when it is read, all of it and in order", arguments: StoreKind.allCases)
    func readsWhatWasEnqueued(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            for number in 0..<300 { try await store.enqueue(.sample("\(number)", at: Double(number))) }
            try await store.append(.sample("last", at: 300))
            #expect(try await callIDs(store) { $0.limit = 1000 } == ["last"] + (0..<300).reversed().map(String.init))
            try await store.enqueue(.sample("more", at: 301))
            try await store.flushAuditRecords()
            #expect(try await callIDs(store).first == "more")
        }
    }

    @Test("gives back every member of a record", arguments: StoreKind.allCases)
    func givesBack(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            try await store.append(.sample("bare", at: -1))
            try await store.append(Self.full)
            let records = try await store.auditRecords(AuditQuery())
            try #require(records.count == 2)
            #expect(abs(records[0].time.timeIntervalSince(moment())) < 0.001)
            var found = records[0]
            found.time = Self.full.time
            #expect(found == Self.full)
            #expect(records[1].tokenID == nil && records[1].tenant == nil && records[1].parameters == nil)
            #expect(records[1].peer == nil && records[1].latency == .zero)
        }
    }

    @Test("takes extreme times and latencies without harm", arguments: StoreKind.allCases)
    func takesExtremes(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            for (number, seconds) in [Double.infinity, -.infinity, .nan, 1e300].enumerated() {
                var record = AuditRecord.sample("\(number)")
                record.time = Date(timeIntervalSince1970: seconds)
                record.latency = .seconds(Int64.max)
                try await store.append(record)
            }
            #expect(try await store.auditRecords(AuditQuery()).allSatisfy { $0.latency == .microseconds(Int64.max) })
            #expect(try await callIDs(store).count == 4)
        }
    }

    @Test("lists what was written last first, whatever the clock said, up to the limit", arguments: StoreKind.allCases)
    func listsLastFirst(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            for (id, second) in [("b", 2.0), ("a", 1), ("c", 3), ("d", 3)] {
                try await store.append(.sample(id, at: second))
            }
            #expect(try await callIDs(store) == ["d", "c", "a", "b"])
            #expect(try await callIDs(store) { $0.limit = 2 } == ["d", "c"])
            #expect(try await callIDs(store) { $0.limit = 0 } == [])
            #expect(try await callIDs(store) { $0.limit = -5 } == [])
        }
    }

    @Test("is listed page by page, nothing twice and nothing left out", arguments: StoreKind.allCases)
    func pages(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            for (id, second) in [("b", 2.0), ("a", 1), ("c", 3), ("d", 3), ("e", 2)] {
                try await store.append(.sample(id, at: second))
            }
            #expect(try await callIDs(store) == ["e", "d", "c", "a", "b"])
            // The numbers are those of the order in which they came.
            for (before, rest) in [(4, ["c", "a", "b"]), (3, ["a", "b"]), (5, ["d", "c", "a", "b"]), (2, ["b"])] {
                #expect(try await callIDs(store) { $0.before = Int64(before) } == rest)
            }
            #expect(try await callIDs(store) { $0.before = 99 }.count == 5)
            #expect(try await callIDs(store) { ($0.before, $0.limit) = (4, 2) } == ["c", "a"])
        }
    }

    @Test("filters by each member and by all together", arguments: StoreKind.allCases)
    func filters(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            try await store.append(.sample("plain"))
            var record = AuditRecord.sample("marked", at: 10, outcome: .denied)
            record.tenant = .other
            record.tokenName = "ci"
            record.tokenID = APITokenID(rawValue: 3)
            record.action = "authenticate"
            try await store.append(record)
            let filters: [(inout AuditQuery) -> Void] = [
                { $0.tenant = .other }, { $0.tokenName = "ci" }, { $0.tokenID = APITokenID(rawValue: 3) },
                { $0.action = "authenticate" }, { $0.outcome = .denied }, { $0.since = moment(10) },
            ]
            for filter in filters { #expect(try await callIDs(store, filter) == ["marked"]) }
            #expect(try await callIDs(store) { query in filters.forEach { $0(&query) } } == ["marked"])
            #expect(try await callIDs(store) { $0.until = moment(0) } == ["plain"])
            #expect(
                try await callIDs(store) {
                    $0.since = moment(0)
                    $0.until = moment(10)
                } == ["marked", "plain"])
            #expect(try await callIDs(store) { $0.since = moment(10.01) } == [])
            #expect(try await callIDs(store) { $0.tokenName = "' OR '1'='1" } == [])
        }
    }

    @Test("leaves out an intent whose outcome is there, unless it is asked for", arguments: StoreKind.allCases)
    func hidesSettledIntents(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            try await store.append(.sample("done", phase: .intent, at: 0, outcome: .pending))
            try await store.append(.sample("open", phase: .intent, at: 1, outcome: .pending))
            try await store.append(.sample("done", at: 2))
            #expect(try await callIDs(store) == ["done", "open"])
            #expect(try await callIDs(store) { $0.hidesSettledIntents = false } == ["done", "open", "done"])
            #expect(try await callIDs(store) { $0.outcome = .pending } == ["open"])
        }
    }

    @Test("has every record of many parallel callers", arguments: StoreKind.allCases)
    func appendsInParallel(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            try await withThrowingTaskGroup { group in
                for number in 0..<64 { group.addTask { try await store.append(.sample("\(number)")) } }
                try await group.waitForAll()
            }
            #expect(try await Set(callIDs(store)).count == 64)
        }
    }
}
