//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Every store that counts executions", .timeLimit(.minutes(2)))
struct StoreContractClaims {
    private func claim(
        _ owner: String = "token:1", _ playbook: Int64 = 7, tenant: TenantID = .default
    ) -> ExecutionClaim {
        ExecutionClaim(tenant: tenant, owner: owner, playbook: PlaybookID(rawValue: playbook))
    }

    private func limit(_ subject: ExecutionLimit.Subject, _ text: String) throws -> ExecutionLimit {
        ExecutionLimit(subject, try #require(ExecutionAllowance(text)), source: "test")
    }

    /// How many of so many claims are granted, all at the same time.
    private func granted(
        _ count: Int, _ claim: ExecutionClaim, _ limits: [ExecutionLimit], at time: Date, in store: any SOARStore
    ) async throws -> Int {
        var granted = 0
        for _ in 0..<count
        where try await store.claimExecution(claim, limits: limits, at: time) == .granted { granted += 1 }
        return granted
    }

    @Test(
        "grants as many as are allowed in any time of that length, and says when there is room",
        arguments: StoreKind.allCases)
    func slides(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let limits = [try limit(.owner, "2/minute")]
            #expect(try await granted(1, claim(), limits, at: moment(0), in: store) == 1)
            #expect(try await granted(1, claim(), limits, at: moment(30), in: store) == 1)
            let refusal = try await store.claimExecution(claim(), limits: limits, at: moment(59)).refusal
            #expect(refusal?.limit == limits[0])
            #expect(abs(try #require(refusal).retryAt.timeIntervalSince(moment(60))) < 0.002)
            // Exactly when it says so, and no second one before the next has gone.
            #expect(try await granted(2, claim(), limits, at: moment(60), in: store) == 1)
            #expect(try await granted(2, claim(), limits, at: moment(89), in: store) == 0)
            #expect(try await granted(2, claim(), limits, at: moment(90), in: store) == 1)
        }
    }

    @Test("counts by caller, playbook and tenant, and what is refused counts for none", arguments: StoreKind.allCases)
    func subjects(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let all = [try limit(.owner, "2/hour"), try limit(.playbook, "3/hour"), try limit(.tenant, "4/hour")]
            #expect(try await granted(5, claim("a", 1), all, at: moment(), in: store) == 2)
            #expect(try await granted(5, claim("b", 1), all, at: moment(), in: store) == 1)
            #expect(try await granted(5, claim("b", 2), all, at: moment(), in: store) == 1)
            let refusal = try await store.claimExecution(claim("c", 3), limits: all, at: moment(1)).refusal
            #expect(refusal?.limit.subject == .tenant)
            // Another tenant has its own, also of the same names.
            #expect(try await granted(5, claim("a", 1, tenant: .other), all, at: moment(), in: store) == 2)
        }
    }

    @Test("of two limits the one is told that is used up for longer", arguments: StoreKind.allCases)
    func longest(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let both = [try limit(.owner, "1/minute"), try limit(.playbook, "1/day")]
            for limits in [both, both.reversed()] {
                _ = try await store.claimExecution(claim(), limits: limits, at: moment())
                let refusal = try await store.executionRefusal(of: claim(), limits: limits, at: moment(1))
                #expect(refusal?.limit.allowance.description == "1/day")
            }
        }
    }

    @Test("a clock that is set back gives nobody more", arguments: StoreKind.allCases)
    func clockSetBack(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let limits = [try limit(.owner, "3/minute")]
            #expect(try await granted(5, claim(), limits, at: moment(7_200), in: store) == 3)
            #expect(try await granted(5, claim(), limits, at: moment(0), in: store) == 0)
            #expect(try await granted(5, claim(), limits, at: moment(7_260), in: store) == 3)
        }
    }

    @Test("a clock that was days ahead refuses nobody for days", arguments: StoreKind.allCases, [3.0, 400])
    func clockWasAhead(_ kind: StoreKind, _ days: Double) async throws {
        try await kind.withStore { store in
            let limits = [try limit(.owner, "3/minute"), try limit(.tenant, "4/day")]
            #expect(try await granted(5, claim(), limits, at: moment(days * 86_400), in: store) == 3)
            #expect(try await granted(5, claim(), limits, at: moment(0), in: store) == 3)
            #expect(try await granted(5, claim(), limits, at: moment(61), in: store) == 1)
        }
    }

    @Test("looking counts nothing", arguments: StoreKind.allCases)
    func looking(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let limits = [try limit(.owner, "1/minute")]
            for _ in 0..<5 {
                #expect(try await store.executionRefusal(of: claim(), limits: limits, at: moment()) == nil)
            }
            #expect(try await granted(2, claim(), limits, at: moment(), in: store) == 1)
            #expect(try await store.executionRefusal(of: claim(), limits: limits, at: moment())?.limit == limits[0])
        }
    }

    @Test("64 at once, from two stores on one file, get exactly as many as are allowed")
    func atOnce() async throws {
        try await withTemporaryFolder { folder in
            let stores = [try SQLiteStore(path: folder + "/soar.db"), try SQLiteStore(path: folder + "/soar.db")]
            let limits = [try limit(.owner, "100/hour"), try limit(.tenant, "150/hour")]
            let granted = try await withThrowingTaskGroup(of: Int.self) { tasks in
                for number in 0..<64 {
                    let owner = claim("token:\(number % 2)")
                    tasks.addTask {
                        try await self.granted(4, owner, limits, at: moment(), in: stores[number % stores.count])
                    }
                }
                return try await tasks.reduce(0, +)
            }
            #expect(granted == 150)
            // A new process finds them.
            let restarted = try SQLiteStore(path: folder + "/soar.db")
            #expect(try await restarted.claimExecution(claim("token:3"), limits: limits, at: moment(5)) != .granted)
        }
    }

    @Test(
        "64 at once get exactly what is left, also where the file was closed and opened again meanwhile",
        arguments: ExecutionLimit.Subject.allCases)
    func acrossRestarts(_ subject: ExecutionLimit.Subject) async throws {
        try await withTemporaryFolder { folder in
            let limits = [try limit(subject, "100/hour")]
            var granted: [Int] = []
            for second in [0.0, 1, 3_598, 3_602] {
                let store = try SQLiteStore(path: folder + "/soar.db")
                try await granted.append(
                    withThrowingTaskGroup(of: Int.self) { tasks in
                        for number in 0..<64 {
                            // Only what the limit is for is the same in all.
                            let owner = subject == .owner ? "token:1" : "token:\(number)"
                            let one = claim(owner, subject == .playbook ? 7 : Int64(number))
                            tasks.addTask { try await self.granted(1, one, limits, at: moment(second), in: store) }
                        }
                        return try await tasks.reduce(0, +)
                    })
                try store.close()
            }
            #expect(granted == [64, 36, 0, 64])
        }
    }

    @Test("old claims go, a few with each new one")
    func pruned() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let limits = [try limit(.owner, "1000000/hour")]
            #expect(try await granted(250, claim(), limits, at: moment(), in: store) == 250)
            let later = moment(31 * 86_400)
            var left: [String] = []
            for _ in 0..<4 {
                _ = try await store.claimExecution(claim(), limits: limits, at: later)
                let script = "print(db.execute('SELECT count(*) FROM execution_claims').fetchone()[0])"
                let printed = try PythonSQLite.run(script, on: folder + "/soar.db")
                left.append(printed.trimmingCharacters(in: .whitespacesAndNewlines))
            }
            #expect(left == ["151", "52", "3", "4"])
        }
    }

    @Test("a playbook keeps what the operator said of it through a synchronisation", arguments: StoreKind.allCases)
    func playbookKeeps(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            _ = try await store.replacePlaybooks([.sample(1), .sample(2)], tenant: .default, at: moment())
            let id = PlaybookID(rawValue: 1)
            let revision = try await store.catalogRevision()
            let allowances = ["10/hour", "100/day"].compactMap(ExecutionAllowance.init)
            let change = PlaybookChange(executionLimits: allowances, approval: .approver)
            let changed = try await store.changePlaybook(
                id, tenant: .default, change, by: Operator("cli:ann", at: moment(1)))
            #expect(changed?.executionLimits == allowances && changed?.approval == .approver)
            if kind == .sqlite { #expect(try await store.catalogRevision() > revision) }
            // Renamed, gone, and back again.
            var renamed = Playbook.sample(1)
            renamed.displayName = "another"
            for list in [[renamed, .sample(2)], [.sample(2)], [.sample(1), .sample(2)]] {
                _ = try await store.replacePlaybooks(list, tenant: .default, at: moment(2))
            }
            let kept = try await store.playbook(id, tenant: .default)
            #expect(kept?.executionLimits == allowances && kept?.approval == .approver && kept?.goneSince == nil)
            #expect(try await store.playbook(PlaybookID(rawValue: 2), tenant: .default)?.executionLimits == [])
            let taken = try await store.changePlaybook(
                id, tenant: .default, PlaybookChange(executionLimits: []), by: Operator("cli:ann", at: moment(3)))
            #expect(taken?.executionLimits == [] && taken?.approval == .approver)
            let records = try await store.auditRecords(AuditQuery())
            #expect(records.map(\.action) == ["playbook.limit", "playbook.approval", "playbook.limit"])
            #expect(records.allSatisfy { $0.tokenName == "cli:ann" && $0.resource == "soar://playbooks/1" })
            #expect(try await store.changePlaybook(PlaybookID(rawValue: 9), tenant: .default, change, by: nil) == nil)
            await #expect(throws: StoreError(.invalid, "")) {
                let many = PlaybookChange(executionLimits: Array(repeating: allowances[0], count: 6))
                _ = try await store.changePlaybook(id, tenant: .default, many, by: nil)
            }
        }
    }
}
