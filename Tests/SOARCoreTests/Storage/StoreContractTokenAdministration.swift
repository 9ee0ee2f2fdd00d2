//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Every store that tokens are administered in", .timeLimit(.minutes(1)))
struct StoreContractTokenAdministration {
    private static let alice = Operator("cli:alice", at: moment())

    private func actions(_ store: any SOARStore) async throws -> [String] {
        try await store.auditRecords(AuditQuery()).reversed().map {
            "\($0.action) \($0.resource) \($0.tokenName ?? "")"
        }
    }

    private static func restrictions() throws -> Restrictions {
        try Restrictions(
            json: [
                "readOnly": true, "addresses": ["192.0.2.0/24"], "windows": ["mon-fri 08:00-18:00 UTC"],
                "executions": ["100/day"], "concurrency": 2, "ownExecutions": true,
                "playbooks": [["effect": "deny", "action": "run", "playbooks": ["name:block_*"]]],
                "parameters": [["effect": "deny", "parameter": "ip", "networks": ["10.0.0.0/8"]]],
            ])
    }

    @Test("gives back all that narrows a token, and records who made it", arguments: StoreKind.allCases)
    func keeps(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            var new = NewAPIToken.sample("ci")
            new.owner = "Ann"
            new.role = .analyst
            new.restrictions = try Self.restrictions()
            let token = try await store.insertToken(new, by: Self.alice)
            let found = try #require(try await store.token(id: token.id))
            #expect(found.owner == "Ann" && found.role == .analyst)
            #expect(found.restrictions == new.restrictions)
            let grant = try #require(try await store.grant(hash: new.hash))
            #expect(grant.role?.scopes == Scope.standard && grant.tenantIsEnabled)
            #expect(try await actions(store) == ["token.create soar://tokens/\(token.id) cli:alice"])
        }
    }

    @Test("lists page by page, by line, and what expires soonest first", arguments: StoreKind.allCases)
    func pages(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            var ids: [APITokenID] = []
            for number in 0..<7 {
                // Two of the same time, and the last one expires first.
                let new = NewAPIToken.sample(
                    "t\(number)", at: moment(Double(number / 2)),
                    expiresAt: number == 0 ? nil : moment(Double(1000 - number)))
                ids.append(try await store.insertToken(new).id)
            }
            var page = APITokenSelection()
            page.limit = 3
            var seen: [APITokenID] = []
            while let last = try await store.tokens(page).last {
                seen += try await store.tokens(page).map(\.id)
                page.before = last.id
            }
            #expect(seen == ids.reversed())
            var soon = APITokenSelection()
            soon.expiresAfter = moment(0)
            soon.expiresBefore = moment(997)
            soon.limit = 2
            #expect(try await store.tokens(soon).map(\.id) == [ids[6], ids[5]])
            let rotation = APITokenRotation(
                to: APITokenSecret(), at: moment(9), graceEndsAt: moment(10), expiresAt: moment(990))
            let fresh = try #require(try await store.rotateToken(ids[6], rotation, by: nil))
            soon.hidesReplaced = true
            #expect(try await store.tokens(soon).map(\.id) == [fresh.id, ids[5]])
            var line = APITokenSelection()
            line.family = ids[6]
            #expect(try await store.tokens(line).map(\.id) == [fresh.id, ids[6]])
        }
    }

    @Test("refuses a role that is not there, and takes no token away with it", arguments: StoreKind.allCases)
    func unknownRole(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            var new = NewAPIToken.sample("ci")
            new.role = RoleName(rawValue: "nobody")
            let refused = new
            await #expect(throws: StoreError(.invalid, "")) { try await store.insertToken(refused, by: Self.alice) }
            let tokens = try await store.tokens(tenant: nil)
            let actions = try await actions(store)
            #expect(tokens.isEmpty && actions.isEmpty)
        }
    }

    @Test("replaces a token by one of the same name and permissions", arguments: StoreKind.allCases)
    func rotates(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            var new = NewAPIToken.sample("ci")
            new.owner = "Ann"
            new.restrictions = try Self.restrictions()
            let old = try await store.insertToken(new, by: Self.alice)
            let secret = APITokenSecret()
            let rotation = APITokenRotation(
                to: secret, at: moment(10), graceEndsAt: moment(70), expiresAt: moment(1000))
            let fresh = try #require(try await store.rotateToken(old.id, rotation, by: Self.alice))
            #expect(fresh.name == "ci" && fresh.owner == "Ann" && fresh.restrictions == new.restrictions)
            #expect(fresh.succession.family == old.id && fresh.hash == secret.hash)
            let replaced = try #require(try await store.token(id: old.id))
            #expect(replaced.succession.successor == fresh.id && replaced.state == .enabled)
            #expect(!replaced.succession.isOver(at: moment(69)) && replaced.succession.isOver(at: moment(70)))
            await #expect(throws: StoreError(.conflict, "")) {
                try await store.rotateToken(
                    old.id, APITokenRotation(to: APITokenSecret(), at: moment(), graceEndsAt: moment(), expiresAt: nil),
                    by: nil)
            }
            #expect(try await actions(store).last == "token.rotate soar://tokens/\(old.id) cli:alice")
        }
    }

    @Test("revokes the whole line when an old token is used, where it says so", arguments: StoreKind.allCases)
    func reuse(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let old = try await store.insertToken(.sample("ci"), by: nil)
            let other = try await store.insertToken(.sample("other"), by: nil)
            let first = APITokenRotation(
                to: APITokenSecret(), at: moment(), graceEndsAt: moment(), expiresAt: nil, revokesFamilyOnReuse: true)
            let second = try #require(try await store.rotateToken(old.id, first, by: nil))
            let again = APITokenRotation(to: APITokenSecret(), at: moment(), graceEndsAt: moment(), expiresAt: nil)
            let third = try #require(try await store.rotateToken(second.id, again, by: nil))
            #expect(try await store.reportReuse(of: second.id, at: moment(5)) == 0)
            #expect(try await store.reportReuse(of: old.id, at: moment(6)) == 3)
            for id in [old.id, second.id, third.id] {
                #expect(try await store.token(id: id)?.state == .revoked)
            }
            #expect(try await store.token(id: other.id)?.state == .enabled)
            #expect(try await actions(store).filter { $0.hasPrefix("token.reuse") }.count == 2)
        }
    }

    @Test("revokes by owner, prefix and last use, and deletes what was revoked long ago", arguments: StoreKind.allCases)
    func bulk(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            var ids: [APITokenID] = []
            for (name, owner, time) in [("a", "Ann", 0.0), ("b", "Ann", 100), ("c", "Bob", 0)] {
                var new = NewAPIToken.sample(name)
                new.owner = owner
                new.createdAt = moment(time)
                ids.append(try await store.insertToken(new, by: nil).id)
            }
            var selection = APITokenSelection()
            selection.owner = "Ann"
            selection.unusedSince = moment(50)
            #expect(try await store.revokeTokens(selection, by: Self.alice).map(\.id) == [ids[0]])
            #expect(try await store.revokeTokens(selection, by: Self.alice).isEmpty)
            var byPrefix = APITokenSelection()
            byPrefix.prefix = try await store.token(id: ids[2])?.prefix
            #expect(try await store.revokeTokens(byPrefix, by: Self.alice).map(\.id) == [ids[2]])
            let all = APITokenSelection()
            #expect(try await store.deleteTokens(revokedBefore: moment(), all, by: Self.alice).isEmpty)
            let gone = try await store.deleteTokens(revokedBefore: moment(1), all, by: Self.alice)
            #expect(Set(gone.map(\.id)) == [ids[0], ids[2]])
            #expect(try await store.tokens(tenant: nil).map(\.id) == [ids[1]])
            #expect(try await actions(store).count == 4)
        }
    }

    @Test("changes a token and its role at once for whoever remembers it", arguments: StoreKind.allCases)
    func changes(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let token = try await store.insertToken(.sample("ci"), by: nil)
            _ = try await store.insertToken(.sample("taken"), by: nil)
            let role = Role(name: RoleName(rawValue: "night"), scopes: [.playbooksRead])
            try await store.setRole(role, tenant: .default, by: Self.alice)
            var change = APITokenChange()
            change.role = .some(role.name)
            change.expiresAt = .some(nil)
            let before = try await store.tokenRevision()
            #expect(try await store.changeToken(token.id, change, by: Self.alice).first?.role == role.name)
            #expect(try await store.tokenRevision() > before)
            await #expect(throws: StoreError(.conflict, "")) {
                try await store.removeRole(role.name, tenant: .default, by: Self.alice)
            }
            var rename = APITokenChange()
            rename.name = "taken"
            let renamed = rename
            await #expect(throws: StoreError(.conflict, "")) {
                try await store.changeToken(token.id, renamed, by: Self.alice)
            }
            _ = try await store.setToken(token.id, state: .revoked, by: Self.alice)
            #expect(try await store.removeRole(role.name, tenant: .default, by: Self.alice))
            #expect(try await store.roles(tenant: .default).isEmpty)
            await #expect(throws: StoreError(.invalid, "")) {
                try await store.setRole(Role(name: .admin, scopes: []), tenant: .default, by: nil)
            }
        }
    }

    @Test("adds up what became of a token's calls", arguments: StoreKind.allCases)
    func usage(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let token = try await store.insertToken(.sample("ci"), by: nil)
            var use = APITokenUse(id: token.id, count: 3, lastUsedAt: moment(5))
            use.lastPeer = "192.0.2.1"
            use.lastAgent = "cherry"
            use.successes = 2
            use.denials = 1
            try await store.recordTokenUses([use, APITokenUse(id: token.id, count: 1, lastUsedAt: moment(6))])
            let found = try #require(try await store.token(id: token.id))
            #expect(found.usage.lastPeer == "192.0.2.1" && found.usage.lastAgent == "cherry")
            #expect(found.usage.successes == 2 && found.usage.denials == 1 && found.useCount == 4)
        }
    }
}
