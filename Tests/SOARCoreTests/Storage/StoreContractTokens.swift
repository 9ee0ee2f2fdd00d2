//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Every token store", .timeLimit(.minutes(1)))
struct StoreContractTokens {
    @Test("gives back a token as it was stored", arguments: StoreKind.allCases)
    func givesBackWhatWasStored(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let new = NewAPIToken.sample("ci", scopes: [.admin, .playbooksRead], expiresAt: moment(60))
            let token = try await store.insertToken(new)
            #expect(token.name == "ci" && token.summary == "for ci" && token.tenant == .default)
            #expect(token.scopes == [.admin, .playbooksRead] && token.prefix == new.prefix && token.hash == new.hash)
            #expect(token.state == .enabled && token.useCount == 0 && token.lastUsedAt == nil)
            #expect(abs(token.createdAt.timeIntervalSince(moment())) < 0.001)
            #expect(abs(try #require(token.expiresAt).timeIntervalSince(moment(60))) < 0.001)
            #expect(try await store.token(hash: new.hash) == token)
            #expect(try await store.token(id: token.id) == token)
            #expect(try await store.tokens(tenant: nil) == [token])
        }
    }

    @Test("keeps a token without scopes and without an end as such", arguments: StoreKind.allCases)
    func keepsEmptyValues(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let token = try await store.insertToken(.sample("bare", scopes: []))
            #expect(token.scopes.isEmpty && token.expiresAt == nil)
            #expect(try await store.token(id: token.id) == token)
        }
    }

    @Test("has nothing under an unknown hash or number", arguments: StoreKind.allCases)
    func hasNothingUnknown(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let token = try await store.insertToken(.sample("a"))
            #expect(try await store.token(hash: APITokenHash(of: "soar_nothing")) == nil)
            #expect(try await store.token(id: APITokenID(rawValue: token.id.rawValue + 1)) == nil)
            #expect(try await store.setToken(APITokenID(rawValue: -1), state: .revoked) == nil)
        }
    }

    @Test("has one unrevoked token of a name for each tenant", arguments: StoreKind.allCases)
    func keepsNamesUnique(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let first = try await store.insertToken(.sample("ci"))
            await #expect(throws: StoreError(.conflict, "")) { try await store.insertToken(.sample("ci")) }
            _ = try await store.setToken(first.id, state: .disabled)
            await #expect(throws: StoreError(.conflict, "")) { try await store.insertToken(.sample("ci")) }
            _ = try await store.insertToken(.sample("ci", tenant: .other))
            _ = try await store.setToken(first.id, state: .revoked)
            let second = try await store.insertToken(.sample("ci"))
            #expect(second.id > first.id)
            #expect(try await store.tokens(tenant: .default).count == 2)
        }
    }

    @Test("takes no token twice, not even under another name or after its end", arguments: StoreKind.allCases)
    func keepsHashesUnique(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let first = NewAPIToken.sample("one")
            let token = try await store.insertToken(first)
            _ = try await store.setToken(token.id, state: .revoked)
            var second = first
            second.name = "two"
            let again = second
            await #expect(throws: StoreError(.conflict, "")) { try await store.insertToken(again) }
        }
    }

    @Test(
        "takes no scope that would come back as two", arguments: StoreKind.allCases, ["a b", "", "a\u{0}", "ä", "\""])
    func refusesScopes(_ kind: StoreKind, _ scope: String) async throws {
        try await kind.withStore { store in
            await #expect(throws: StoreError(.invalid, "")) {
                try await store.insertToken(.sample("x", scopes: [Scope(rawValue: scope)]))
            }
            let stored = try await store.tokens(tenant: nil)
            #expect(stored.isEmpty)
            #expect(store.tokenChanges.current == 0)
        }
    }

    @Test("lists the newest first, of one tenant or of all", arguments: StoreKind.allCases)
    func listsNewestFirst(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            for (name, second) in [("b", 2.0), ("a", 1), ("c", 3), ("c2", 3)] {
                _ = try await store.insertToken(.sample(name, at: moment(second)))
            }
            _ = try await store.insertToken(.sample("o", tenant: .other, at: moment(2.5)))
            #expect(try await store.tokens(tenant: .default).map(\.name) == ["c2", "c", "b", "a"])
            #expect(try await store.tokens(tenant: nil).map(\.name) == ["c2", "c", "o", "b", "a"])
            #expect(try await store.tokens(tenant: TenantID(rawValue: "nobody")).isEmpty)
        }
    }

    @Test("leaves a revoked token revoked", arguments: StoreKind.allCases)
    func staysRevoked(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let id = try await store.insertToken(.sample("a")).id
            #expect(try await store.setToken(id, state: .disabled)?.state == .disabled)
            #expect(try await store.setToken(id, state: .enabled)?.state == .enabled)
            #expect(try await store.setToken(id, state: .revoked)?.state == .revoked)
            #expect(try await store.setToken(id, state: .revoked)?.state == .revoked)
            for state in [APIToken.State.enabled, .disabled] {
                await #expect(throws: StoreError(.conflict, "")) { try await store.setToken(id, state: state) }
            }
            #expect(try await store.token(id: id)?.state == .revoked)
        }
    }

    @Test("adds up uses and passes over numbers that are gone", arguments: StoreKind.allCases)
    func countsUses(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let id = try await store.insertToken(.sample("a")).id
            let none = APITokenID(rawValue: 4711)
            try await store.recordTokenUses([])
            try await store.recordTokenUses([
                APITokenUse(id: id, count: 3, lastUsedAt: moment(5)),
                APITokenUse(id: none, count: 1, lastUsedAt: moment()),
                APITokenUse(id: id, count: 2, lastUsedAt: moment(4)),
            ])
            let used = try #require(try await store.token(id: id))
            #expect(used.useCount == 5)
            #expect(abs(try #require(used.lastUsedAt).timeIntervalSince(moment(5))) < 0.001)
            try await store.recordTokenUses([APITokenUse(id: id, count: .max, lastUsedAt: moment(6))])
            #expect(try await store.token(id: id)?.useCount == .max)
        }
    }

    @Test("counts changes, and only changes, here and for others", arguments: StoreKind.allCases)
    func countsChanges(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            var revision = try await store.tokenRevision()
            var changes = store.tokenChanges.current
            func isCounted() async throws -> Bool {
                let (before, beforeHere) = (revision, changes)
                revision = try await store.tokenRevision()
                changes = store.tokenChanges.current
                #expect((revision > before) == (changes > beforeHere))
                return revision > before
            }
            let id = try await store.insertToken(.sample("a")).id
            #expect(try await isCounted())
            _ = try await store.setToken(id, state: .disabled)
            #expect(try await isCounted())
            _ = try await store.setToken(id, state: .revoked)
            #expect(try await isCounted())
            _ = try await store.setToken(id, state: .revoked)
            _ = try? await store.setToken(id, state: .enabled)
            _ = try await store.setToken(APITokenID(rawValue: 99), state: .enabled)
            try await store.recordTokenUses([APITokenUse(id: id, count: 1, lastUsedAt: moment())])
            #expect(try await !isCounted())
        }
    }

    @Test("gives every one of many parallel callers a token of its own", arguments: StoreKind.allCases)
    func insertsInParallel(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let ids = await withThrowingTaskGroup { group in
                for number in 0..<40 {
                    group.addTask { try await store.insertToken(.sample("t\(number % 20)")).id }
                }
                var ids: Set<APITokenID> = []
                var conflicts = 0
                while let result = await group.nextResult() {
                    switch result {
                    case .success(let id): ids.insert(id)
                    case .failure(let error):
                        #expect(error as? StoreError == StoreError(.conflict, ""))
                        conflicts += 1
                    }
                }
                #expect(conflicts == 20)
                return ids
            }
            #expect(ids.count == 20)
            let stored = try await store.tokens(tenant: nil)
            #expect(Set(stored.map(\.id)) == ids)
        }
    }
}
