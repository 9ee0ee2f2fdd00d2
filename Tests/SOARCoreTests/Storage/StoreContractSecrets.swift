//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("Every store of secrets")
struct StoreContractSecrets {
    @Test("keeps sealed values by what they are for", arguments: StoreKind.allCases)
    func secrets(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            #expect(try await store.sealedSecrets().isEmpty)
            try await store.setSealedSecret("a", to: "v1:one", by: nil)
            try await store.setSealedSecret("b", to: "v1:two", by: nil)
            try await store.setSealedSecret("a", to: "v1:three", by: nil)
            #expect(try await store.sealedSecrets() == ["a": "v1:three", "b": "v1:two"])
            try await store.setSealedSecret("a", to: nil, by: nil)
            #expect(try await store.sealedSecrets() == ["b": "v1:two"])
            #expect(try await store.settings().isEmpty)
        }
    }

    @Test("keeps one admin password, and replaces only the one that was meant", arguments: StoreKind.allCases)
    func adminPassword(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            #expect(try await store.adminPassword() == nil)
            let bcrypt = try #require(PasswordHash("$2b$04$1Xg3vIrtz8y0qCmc7tyafuQgtfk0hWYqIhMyFbWbnvoUhOLMkfmkq"))
            let other = try #require(PasswordHash("$2a$04$bQ3q1CfpcVgQGYyHIgVfmujEgWYOGjWNq35.PkBgEH96ZumzuRrPe"))
            let first = StoredAdminPassword(hash: bcrypt, changedAt: moment(1))
            #expect(try await !store.setAdminPassword(first, replacing: other, by: nil))
            #expect(try await store.setAdminPassword(first, replacing: nil, by: nil))
            #expect(try await store.adminPassword()?.hash == bcrypt)
            let second = StoredAdminPassword(hash: other, changedAt: moment(2))
            #expect(try await !store.setAdminPassword(second, replacing: other, by: nil))
            #expect(try await store.setAdminPassword(second, replacing: bcrypt, by: nil))
            #expect(try await store.adminPassword()?.hash == other)
        }
    }
}
