//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Every catalogue", .timeLimit(.minutes(1)))
struct StoreContractPlaybooks {
    private static let large: Int64 = 9_007_199_254_740_993

    @Test("brings in new playbooks enabled, whole and exact", arguments: StoreKind.allCases)
    func addsPlaybooks(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let bare = Playbook(id: PlaybookID(rawValue: 1), name: "n", displayName: "d")
            let list = [Playbook.sample(Self.large, parameters: [.full, PlaybookParameter(name: "x")]), bare]
            let change = try await store.replacePlaybooks(list, tenant: .default, at: moment())
            #expect(change.added == 2 && change.updated == 0 && change.unchanged == 0 && change.gone == 0)

            let entries = try await store.playbooks(PlaybookFilter())
            #expect(entries.map(\.playbook.id.rawValue) == [1, Self.large])
            #expect(entries[0].playbook == bare)
            #expect(entries[1].playbook.labels == ["MCP", "主机"] && entries[1].playbook.summary == "says \"no\"\n")
            #expect(entries[1].playbook.parameters == [.full, PlaybookParameter(name: "x")])
            #expect(abs(try #require(entries[1].playbook.updatedAt).timeIntervalSince(moment(-3))) < 0.001)
            #expect(entries.allSatisfy { $0.isEnabled && $0.goneSince == nil && $0.isAvailable })
        }
    }

    @Test("counts what did not change as unchanged and moves only its time", arguments: StoreKind.allCases)
    func leavesUnchanged(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let list = [Playbook.sample(1, parameters: [.full]), .sample(2)]
            _ = try await store.replacePlaybooks(list, tenant: .default, at: moment())
            let before = try await store.playbooks(PlaybookFilter())
            let change = try await store.replacePlaybooks(list, tenant: .default, at: moment(10))
            #expect(change.unchanged == 2 && change.added == 0 && change.updated == 0 && change.gone == 0)
            let after = try await store.playbooks(PlaybookFilter())
            #expect(after.map(\.playbook) == before.map(\.playbook))
            #expect(after.allSatisfy { abs($0.syncedAt.timeIntervalSince(moment(10))) < 0.001 })
        }
    }

    @Test("keeps the parameters where the new value has none", arguments: StoreKind.allCases)
    func keepsParameters(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            _ = try await store.replacePlaybooks([.sample(1, parameters: [.full])], tenant: .default, at: moment())
            let unasked = try await store.replacePlaybooks([.sample(1)], tenant: .default, at: moment(1))
            #expect(unasked.unchanged == 1)
            #expect(try await store.playbooks(PlaybookFilter()).first?.playbook.parameters == [.full])
            let emptied = try await store.replacePlaybooks(
                [.sample(1, parameters: [])], tenant: .default, at: moment(2))
            #expect(emptied.updated == 1)
            #expect(try await store.playbooks(PlaybookFilter()).first?.playbook.parameters == [])
        }
    }

    @Test("keeps the operator's switch through changes, disappearance and return", arguments: StoreKind.allCases)
    func keepsSwitch(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let id = PlaybookID(rawValue: 1)
            _ = try await store.replacePlaybooks([.sample(1)], tenant: .default, at: moment())
            let entry = try await store.setPlaybook(id, tenant: .default, enabled: false)
            #expect(entry?.isEnabled == false && entry?.isAvailable == false)
            let changed = try await store.replacePlaybooks(
                [.sample(1, category: "new")], tenant: .default, at: moment(1))
            #expect(changed.updated == 1)
            let gone = try await store.replacePlaybooks([], tenant: .default, at: moment(2))
            #expect(gone.gone == 1)
            let back = try await store.replacePlaybooks([.sample(1, category: "new")], tenant: .default, at: moment(3))
            #expect(back.updated == 1 && back.added == 0)
            let found = try #require(try await store.playbook(id, tenant: .default))
            #expect(!found.isEnabled && found.goneSince == nil && found.playbook.category == "new")
        }
    }

    @Test("marks what is gone once, keeps it findable, and takes it back", arguments: StoreKind.allCases)
    func marksGone(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            _ = try await store.replacePlaybooks([.sample(1), .sample(2)], tenant: .default, at: moment())
            let first = try await store.replacePlaybooks([.sample(2)], tenant: .default, at: moment(5))
            #expect(first.gone == 1 && first.unchanged == 1)
            let second = try await store.replacePlaybooks([.sample(2)], tenant: .default, at: moment(9))
            #expect(second.gone == 0 && second.unchanged == 1)

            let gone = try #require(try await store.playbook(PlaybookID(rawValue: 1), tenant: .default))
            #expect(abs(try #require(gone.goneSince).timeIntervalSince(moment(5))) < 0.001)
            #expect(abs(gone.syncedAt.timeIntervalSince(moment())) < 0.001 && !gone.isAvailable)
            #expect(try await store.playbooks(PlaybookFilter()).map(\.playbook.id.rawValue) == [2])

            _ = try await store.replacePlaybooks([.sample(1), .sample(2)], tenant: .default, at: moment(12))
            #expect(try await store.playbooks(PlaybookFilter()).map(\.playbook.id.rawValue) == [1, 2])
        }
    }

    @Test("takes the last of two playbooks with one id", arguments: StoreKind.allCases)
    func takesLastDuplicate(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let change = try await store.replacePlaybooks(
                [.sample(1, category: "a"), .sample(1, category: "b")], tenant: .default, at: moment())
            #expect(change.added == 1)
            #expect(try await store.playbooks(PlaybookFilter()).map(\.playbook.category) == ["b"])
        }
    }

    @Test("filters by category, availability and number", arguments: StoreKind.allCases)
    func filters(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let list = [Playbook.sample(4), .sample(3, category: "Network"), .sample(2), .sample(1)]
            _ = try await store.replacePlaybooks(list, tenant: .default, at: moment())
            _ = try await store.setPlaybook(PlaybookID(rawValue: 2), tenant: .default, enabled: false)
            func ids(_ change: (inout PlaybookFilter) -> Void) async throws -> [Int64] {
                var filter = PlaybookFilter()
                change(&filter)
                return try await store.playbooks(filter).map(\.playbook.id.rawValue)
            }
            #expect(try await ids { _ in } == [1, 3, 4])
            #expect(try await ids { $0.onlyAvailable = false } == [1, 2, 3, 4])
            #expect(try await ids { $0.category = "network" } == [1, 4])
            #expect(try await ids { $0.limit = 2 } == [1, 3])
            #expect(try await ids { $0.limit = 0 } == [])
            #expect(try await ids { $0.limit = -1 } == [])
            #expect(try await ids { $0.category = "' OR 1=1 --" } == [])
        }
    }

    @Test("keeps tenants apart", arguments: StoreKind.allCases)
    func keepsTenantsApart(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let id = PlaybookID(rawValue: 1)
            _ = try await store.replacePlaybooks([.sample(1)], tenant: .default, at: moment())
            _ = try await store.replacePlaybooks([.sample(1), .sample(2)], tenant: .other, at: moment())
            _ = try await store.replacePlaybooks([], tenant: .other, at: moment(1))
            #expect(try await store.setPlaybook(id, tenant: .other, enabled: false) != nil)
            #expect(try await store.playbook(id, tenant: .default)?.isAvailable == true)
            #expect(try await store.playbook(PlaybookID(rawValue: 2), tenant: .default) == nil)
            #expect(try await store.setPlaybook(PlaybookID(rawValue: 2), tenant: .default, enabled: false) == nil)
            #expect(try await store.playbooks(PlaybookFilter(tenant: .other)).isEmpty)
        }
    }
}
