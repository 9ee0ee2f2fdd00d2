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
            try await store.setSetting("a", to: "1", by: nil)
            try await store.setSetting("b", to: "", by: nil)
            try await store.setSetting("a", to: "'; DROP TABLE settings; -- 剧本", by: nil)
            #expect(try await store.settings() == ["a": "'; DROP TABLE settings; -- 剧本", "b": ""])
            #expect(try await store.setting("b") == "")
            try await store.setSetting("a", to: nil, by: nil)
            try await store.setSetting("never there", to: nil, by: nil)
            #expect(try await store.settings() == ["b": ""])
            #expect(try await store.setting("a") == nil)
        }
    }

    @Test("records who changed a setting, a secret or the password, with the change", arguments: StoreKind.allCases)
    func recordsChanges(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let somebody = Operator("cli:somebody", at: moment(5))
            let hash = try #require(PasswordHash("$2b$04$1Xg3vIrtz8y0qCmc7tyafuQgtfk0hWYqIhMyFbWbnvoUhOLMkfmkq"))
            try await store.setSetting("a", to: "1", by: somebody)
            try await store.setSetting("a", to: "1", by: somebody)
            try await store.setSetting("b", to: nil, by: somebody)
            try await store.setSetting("a", to: nil, by: somebody)
            try await store.setSealedSecret("s", to: "v1:sealed", by: somebody)
            try await store.setSealedSecret("s", to: nil, by: somebody)
            let password = StoredAdminPassword(hash: hash, changedAt: moment())
            #expect(try await store.setAdminPassword(password, replacing: nil, by: somebody))
            let other = try #require(PasswordHash("$2a$04$bQ3q1CfpcVgQGYyHIgVfmujEgWYOGjWNq35.PkBgEH96ZumzuRrPe"))
            #expect(try await !store.setAdminPassword(password, replacing: other, by: somebody))
            let records = try await store.auditRecords(AuditQuery()).reversed()
            #expect(
                records.map(\.action) == [
                    "setting.set", "setting.remove", "secret.set", "secret.remove", "password.set",
                ])
            #expect(records.allSatisfy { $0.tokenName == "cli:somebody" && $0.time == moment(5) })
            #expect(!"\(records)".contains("v1:sealed") && !"\(records)".contains("$2b$"))
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
