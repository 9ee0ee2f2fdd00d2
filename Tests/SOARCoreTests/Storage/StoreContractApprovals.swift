//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Every store that keeps approvals", .timeLimit(.minutes(2)))
struct StoreContractApprovals {
    private func request(
        _ values: JSONObject = ["src": "10.0.0.1"], requester: String = "token:1", name: String = "agent",
        tokenID: APITokenID? = nil, tenant: TenantID = .default
    ) -> ApprovalRequest {
        let playbook = PlaybookID(rawValue: 7)
        return ApprovalRequest(
            tenant: tenant, playbook: playbook, playbookName: "Block", requester: requester, requesterName: name,
            tokenID: tokenID, digest: ApprovalDigest(playbook, eventID: 0, values: values),
            parameters: .object(values), eventID: 0)
    }

    private func bob(_ seconds: Double) -> Operator { Operator("cli:root", at: moment(seconds)) }

    private func actions(_ store: any SOARStore) async throws -> [String] {
        var query = AuditQuery()
        query.limit = 1000
        return try await store.auditRecords(query).reversed().map(\.action)
    }

    @Test("asked, approved, used once; each step is on record", arguments: StoreKind.allCases)
    func story(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let asked = try await store.approval(for: request(), at: moment(0), expiresAt: moment(60))
            #expect(asked.state == .pending)
            let again = try await store.approval(for: request(), at: moment(1), expiresAt: moment(61))
            #expect(again.id == asked.id && abs(again.expiresAt.timeIntervalSince(moment(60))) < 0.002)
            #expect(try await store.useApproval(for: request(), at: moment(2)) == nil)
            #expect(try await store.approvals(ApprovalQuery(), at: moment(2)).map(\.id) == [asked.id])
            let approved = try await store.decideApproval(
                asked.id, isApproved: true, reason: "fine", approver: "bob", by: bob(3))
            #expect(approved?.state == .approved && approved?.decidedBy == "bob" && approved?.reason == "fine")
            #expect(try await store.approvals(ApprovalQuery(), at: moment(4)).isEmpty)
            #expect(try await store.useApproval(for: request(["src": "10.0.0.2"]), at: moment(4)) == nil)
            #expect(try await store.useApproval(for: request(requester: "token:2"), at: moment(4)) == nil)
            #expect(try await store.useApproval(for: request(tenant: .other), at: moment(4)) == nil)
            #expect(try await store.useApproval(for: request(), at: moment(4))?.id == asked.id)
            #expect(try await store.useApproval(for: request(), at: moment(4)) == nil)
            let next = try await store.approval(for: request(), at: moment(5), expiresAt: moment(65))
            #expect(next.id != asked.id && next.state == .pending)
            #expect(
                try await actions(store) == [
                    "approval.request", "approval.approve", "approval.use", "approval.request",
                ])
            let found = try await store.approval(asked.id, at: moment(99))
            #expect(found?.state == .used && found?.request.parameters == ["src": "10.0.0.1"])
        }
    }

    @Test(
        "what has expired can be neither decided nor used, also when the clock is set back",
        arguments: StoreKind.allCases)
    func expiry(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let first = try await store.approval(for: request(), at: moment(0), expiresAt: moment(60))
            await #expect(throws: StoreError(.conflict, "")) {
                _ = try await store.decideApproval(
                    first.id, isApproved: true, reason: nil, approver: "bob", by: bob(60))
            }
            let second = try await store.approval(for: request(), at: moment(61), expiresAt: moment(120))
            #expect(second.id != first.id)
            _ = try await store.decideApproval(second.id, isApproved: true, reason: nil, approver: "bob", by: bob(62))
            #expect(try await store.useApproval(for: request(), at: moment(120)) == nil)
            let third = try await store.approval(for: request(), at: moment(121), expiresAt: moment(180))
            #expect(try await store.approval(second.id, at: moment(0))?.state == .expired)
            #expect(try await store.useApproval(for: request(), at: moment(70)) == nil)
            #expect(third.state == .pending)
            #expect(try await actions(store).filter { $0 == "approval.expire" }.count == 2)
        }
    }

    @Test("denied stays denied until it expires", arguments: StoreKind.allCases)
    func denied(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let asked = try await store.approval(for: request(), at: moment(0), expiresAt: moment(60))
            _ = try await store.decideApproval(asked.id, isApproved: false, reason: "no", approver: "bob", by: bob(1))
            let found = try await store.approval(for: request(), at: moment(2), expiresAt: moment(62))
            #expect(found.id == asked.id && found.state == .denied && found.reason == "no")
            #expect(try await store.useApproval(for: request(), at: moment(3)) == nil)
            await #expect(throws: StoreError(.conflict, "")) {
                _ = try await store.decideApproval(
                    asked.id, isApproved: true, reason: nil, approver: "bob", by: bob(4))
            }
            #expect(try await store.approval(for: request(), at: moment(61), expiresAt: moment(99)).state == .pending)
        }
    }

    @Test(
        "neither the token's owner nor the caller decides, however the name is written", arguments: StoreKind.allCases)
    func fourEyes(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            var token = NewAPIToken.sample("agent")
            token.owner = "Alice Li"
            let issued = try await store.insertToken(token)
            let asked = try await store.approval(
                for: request(tokenID: issued.id), at: moment(0), expiresAt: moment(60))
            #expect(asked.owner == "Alice Li")
            for name in ["Alice Li", "alice li", " ALICE  LI ", "agent", "Agent", "", "  "] {
                await #expect(throws: StoreError(.invalid, ""), "\(name)") {
                    _ = try await store.decideApproval(
                        asked.id, isApproved: true, reason: nil, approver: name, by: bob(1))
                }
            }
            // A new owner may not either, and neither may the one before.
            var change = APITokenChange()
            change.owner = "carol"
            _ = try await store.changeToken(issued.id, change, by: nil)
            for name in ["carol", "alice li"] {
                await #expect(throws: StoreError(.invalid, ""), "\(name)") {
                    _ = try await store.decideApproval(
                        asked.id, isApproved: true, reason: nil, approver: name, by: bob(1))
                }
            }
            let decided = try await store.decideApproval(
                asked.id, isApproved: true, reason: nil, approver: "bob", by: bob(2))
            #expect(decided?.state == .approved)
            #expect(
                try await store.decideApproval(
                    ApprovalID(rawValue: 99), isApproved: true, reason: nil, approver: "bob", by: bob(2)) == nil)
        }
    }

    @Test(
        "what a token without an owner asks for can be denied, but not approved before it has one",
        arguments: StoreKind.allCases)
    func nobodys(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let issued = try await store.insertToken(NewAPIToken.sample("agent"))
            let asked = try await store.approval(
                for: request(tokenID: issued.id), at: moment(0), expiresAt: moment(60))
            await #expect(throws: StoreError(.invalid, "")) {
                _ = try await store.decideApproval(
                    asked.id, isApproved: true, reason: nil, approver: "bob", by: bob(1))
            }
            #expect(try await store.approval(asked.id, at: moment(1))?.state == .pending)
            var change = APITokenChange()
            change.owner = "alice"
            _ = try await store.changeToken(issued.id, change, by: nil)
            let approved = try await store.decideApproval(
                asked.id, isApproved: true, reason: nil, approver: "bob", by: bob(2))
            #expect(approved?.state == .approved)
            let other = try await store.insertToken(NewAPIToken.sample("other"))
            let second = try await store.approval(
                for: request(requester: "token:2", name: "other", tokenID: other.id), at: moment(3),
                expiresAt: moment(60))
            let denied = try await store.decideApproval(
                second.id, isApproved: false, reason: nil, approver: "bob", by: bob(4))
            #expect(denied?.state == .denied)
        }
    }

    @Test("whoever a foreign token speaks for does not decide about it", arguments: StoreKind.allCases)
    func subject(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let asked = try await store.approval(
                for: request(requester: "subject:alice@example.com", name: "Alice Li"), at: moment(0),
                expiresAt: moment(60))
            for name in ["Alice Li", "alice@example.com", "ALICE@example.com"] {
                await #expect(throws: StoreError(.invalid, ""), "\(name)") {
                    _ = try await store.decideApproval(
                        asked.id, isApproved: true, reason: nil, approver: name, by: bob(1))
                }
            }
            let approved = try await store.decideApproval(
                asked.id, isApproved: true, reason: nil, approver: "bob", by: bob(2))
            #expect(approved?.state == .approved)
        }
    }

    @Test("only so many of one caller wait, and what has expired makes room", arguments: StoreKind.allCases)
    func bounded(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            for number in 0..<ApprovalLimits.maximumPendingPerCaller {
                _ = try await store.approval(
                    for: request(["n": JSONValue(number)]), at: moment(0), expiresAt: moment(60))
            }
            await #expect(throws: StoreError(.conflict, "")) {
                _ = try await store.approval(for: request(["n": -1]), at: moment(1), expiresAt: moment(61))
            }
            let other = request(["n": -1], requester: "token:2")
            #expect(try await store.approval(for: other, at: moment(1), expiresAt: moment(61)).state == .pending)
            #expect(
                try await store.approval(for: request(["n": -1]), at: moment(60), expiresAt: moment(99)).state
                    == .pending)
        }
    }

    @Test("of many that use one approval at once, over two stores on one file, one gets it")
    func atOnce() async throws {
        try await withTemporaryFolder { folder in
            let stores = [try SQLiteStore(path: folder + "/soar.db"), try SQLiteStore(path: folder + "/soar.db")]
            let asked = try await stores[0].approval(for: request(), at: moment(0), expiresAt: moment(60))
            _ = try await stores[1].decideApproval(
                asked.id, isApproved: true, reason: nil, approver: "bob", by: bob(1))
            let wanted = request()
            let used = try await withThrowingTaskGroup(of: Bool.self) { tasks in
                for number in 0..<32 {
                    tasks.addTask { try await stores[number % 2].useApproval(for: wanted, at: moment(2)) != nil }
                }
                return try await tasks.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(used == 1)
        }
    }

    @Test("order of members makes no difference to what is approved; any value does")
    func digest() {
        let playbook = PlaybookID(rawValue: 7)
        let one = ApprovalDigest(playbook, eventID: 0, values: ["a": 1, "b": ["x": 1, "y": [1, 2]]])
        #expect(one == ApprovalDigest(playbook, eventID: 0, values: ["b": ["y": [1, 2], "x": 1], "a": 1]))
        for other: JSONObject in [
            ["a": 1, "b": ["x": 1, "y": [2, 1]]], ["a": "1", "b": ["x": 1, "y": [1, 2]]], ["a": 1], [:],
            ["a": 1, "b": ["x": 1, "y": [1, 2]], "c": nil],
        ] { #expect(one != ApprovalDigest(playbook, eventID: 0, values: other)) }
        let values: JSONObject = ["a": 1, "b": ["x": 1, "y": [1, 2]]]
        #expect(one != ApprovalDigest(playbook, eventID: 1, values: values))
        #expect(one != ApprovalDigest(PlaybookID(rawValue: 8), eventID: 0, values: values))
    }
}
