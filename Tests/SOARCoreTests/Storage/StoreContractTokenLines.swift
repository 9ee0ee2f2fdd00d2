//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Every store that keeps tokens which were replaced", .timeLimit(.minutes(1)))
struct StoreContractTokenLines {
    /// A token that was replaced twice: the first one's grace is over, the second one still works.
    private func line(_ store: any SOARStore) async throws -> [APIToken] {
        var line = [try await store.insertToken(.sample("ci", expiresAt: moment(900)), by: nil)]
        for grace in [10.0, 500] {
            let rotation = APITokenRotation(
                to: APITokenSecret(), at: moment(), graceEndsAt: moment(grace), expiresAt: moment(2000))
            line.append(try #require(try await store.rotateToken(line[line.count - 1].id, rotation, by: nil)))
        }
        return line
    }

    @Test("stops with a token what it replaced and still works, in one step", arguments: StoreKind.allCases)
    func stops(_ kind: StoreKind) async throws {
        for state in [APIToken.State.disabled, .revoked] {
            try await kind.withStore { store in
                let line = try await line(store)
                let by = Operator("cli:alice", at: moment(20))
                let stopped = try await store.setToken(line[2].id, state: state, by: by)
                #expect(stopped.map(\.id) == [line[2].id, line[1].id] && stopped.allSatisfy { $0.state == state })
                #expect(try await store.token(id: line[0].id)?.state == .enabled)
                #expect(try await store.auditRecords(AuditQuery()).count == 2)
                if state == .disabled {
                    #expect(try await store.setToken(line[2].id, state: .enabled, by: by).map(\.id) == [line[2].id])
                }
                #expect(try await store.setToken(APITokenID(rawValue: 99), state: state, by: by).isEmpty)
            }
        }
    }

    @Test("revokes with many what they replaced and still works, each once", arguments: StoreKind.allCases)
    func stopsMany(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let line = try await line(store)
            let other = try await store.insertToken(.sample("other"), by: nil)
            var selection = APITokenSelection()
            selection.prefix = line[2].prefix
            selection.addsReplacedAt = moment(20)
            #expect(try await store.tokens(selection).map(\.id) == [line[2].id, line[1].id])
            selection.addsReplacedAt = nil
            #expect(try await store.tokens(selection).map(\.id) == [line[2].id])
            let revoked = try await store.revokeTokens(selection, by: Operator("cli:alice", at: moment(20)))
            #expect(Set(revoked.map(\.id)) == [line[1].id, line[2].id])
            #expect(try await store.token(id: other.id)?.state == .enabled)
            let all = try await store.revokeTokens(APITokenSelection(), by: Operator("cli:alice", at: moment(20)))
            #expect(Set(all.map(\.id)) == [line[0].id, other.id])
        }
    }

    @Test("takes a rotation back: the new one is revoked, the old one is as it was", arguments: StoreKind.allCases)
    func takesBack(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let line = try await line(store)
            let by = Operator("cli:alice", at: moment(20))
            // Not what another one has taken the place of.
            #expect(try await store.takeBackRotation(of: line[0].id, to: line[2].id, by: by) == nil)
            #expect(try await store.takeBackRotation(of: line[2].id, to: line[1].id, by: by) == nil)
            #expect(try await store.auditRecords(AuditQuery()).isEmpty)
            let before = store.tokenChanges.current
            let kept = try await store.takeBackRotation(of: line[1].id, to: line[2].id, by: by)
            let old = try #require(try await store.token(id: line[1].id))
            #expect(kept == old && old.state == .enabled && old.succession.successor == nil)
            #expect(old.endsAt == moment(2000))
            #expect(old.succession.graceEndsAt == nil && old.succession.family == line[0].id)
            #expect(try await store.token(id: line[2].id)?.state == .revoked)
            #expect(try await store.token(id: line[0].id)?.succession.successor == line[1].id)
            #expect(store.tokenChanges.current > before)
            let records = try await store.auditRecords(AuditQuery()).reversed().map { "\($0.action) \($0.resource)" }
            #expect(
                records == ["token.take-back soar://tokens/\(old.id)", "token.revoke soar://tokens/\(line[2].id)"])
            // It has its name and its place again.
            let rotation = APITokenRotation(
                to: APITokenSecret(), at: moment(30), graceEndsAt: moment(40), expiresAt: nil)
            #expect(try await store.rotateToken(old.id, rotation, by: by)?.name == old.name)
        }
    }

    @Test("changes with a token what it replaced and still works", arguments: StoreKind.allCases)
    func changesLine(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let line = try await line(store)
            var change = APITokenChange()
            change.restrictions = try Restrictions(json: ["readOnly": true])
            change.name = "cd"
            change.expiresAt = .some(moment(300))
            let changed = try await store.changeToken(line[2].id, change, by: Operator("cli:alice", at: moment(20)))
            #expect(changed.map(\.id) == [line[2].id, line[1].id])
            #expect(changed.allSatisfy { $0.restrictions == change.restrictions && $0.expiresAt == moment(300) })
            #expect(changed.map(\.name) == ["cd", "ci"])
            #expect(try await store.token(id: line[0].id)?.restrictions.isEmpty == true)
        }
    }

    @Test("lists by the end of the grace, where that comes first", arguments: StoreKind.allCases)
    func ends(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let line = try await line(store)
            var soon = APITokenSelection()
            soon.expiresAfter = moment(5)
            soon.expiresBefore = moment(2001)
            #expect(try await store.tokens(soon).map(\.id) == line.map(\.id))
            soon.expiresBefore = moment(501)
            #expect(try await store.tokens(soon).map(\.endsAt) == [moment(10), moment(500)])
        }
    }

    @Test("keeps that a token was at its end, until it gets another one", arguments: StoreKind.allCases)
    func seenEnds(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let token = try await store.insertToken(.sample("a", expiresAt: moment(60)), by: nil)
            func endedAt() async throws -> Date? { try await store.token(id: token.id)?.endedAt }
            let before = try await store.tokenRevision()
            // Too early: somebody has moved the end meanwhile.
            try await store.recordTokenEnds([token.id: moment(59), APITokenID(rawValue: 99): moment(59)])
            #expect(try await endedAt() == nil)
            #expect(try await store.tokenRevision() == before)
            try await store.recordTokenEnds([token.id: moment(61)])
            try await store.recordTokenEnds([token.id: moment(70)])
            #expect(try await endedAt() == moment(61))
            #expect(try await store.tokenRevision() > before)
            var rename = APITokenChange()
            rename.name = "b"
            #expect(try await store.changeToken(token.id, rename, by: nil).first?.endedAt == moment(61))
            var change = APITokenChange()
            change.expiresAt = .some(moment(90))
            #expect(try await store.changeToken(token.id, change, by: nil).first?.endedAt == nil)
            #expect(try await endedAt() == nil)
        }
    }
}
