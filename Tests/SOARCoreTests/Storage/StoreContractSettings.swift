//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("Every store", .timeLimit(.minutes(1)))
struct StoreContractSettings {
    @Test("keeps settings as they are, and lets go of them", arguments: StoreKind.allCases)
    func keepsSettings(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            #expect(try await store.settings().isEmpty)
            #expect(try await store.setting("a") == nil)
            try await store.setSetting("a", to: "1")
            try await store.setSetting("b", to: "")
            try await store.setSetting("a", to: "'; DROP TABLE settings; -- 剧本")
            #expect(try await store.settings() == ["a": "'; DROP TABLE settings; -- 剧本", "b": ""])
            #expect(try await store.setting("b") == "")
            try await store.setSetting("a", to: nil)
            try await store.setSetting("never there", to: nil)
            #expect(try await store.settings() == ["b": ""])
            #expect(try await store.setting("a") == nil)
        }
    }

    @Test("has the default tenant from the start", arguments: StoreKind.allCases)
    func hasDefaultTenant(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let tenants = try await store.tenants()
            #expect(tenants.map(\.id) == [.default])
            #expect(tenants.first?.displayName.isEmpty == false)
        }
    }

    @Test("says that it is well", arguments: StoreKind.allCases)
    func isHealthy(_ kind: StoreKind) async throws {
        try await kind.withStore { store in try await store.checkHealth() }
    }
}
