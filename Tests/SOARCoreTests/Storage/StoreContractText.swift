//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("Every store, given a NUL in a text", .timeLimit(.minutes(1)))
struct StoreContractText {
    @Test("hides nothing that comes after it", arguments: StoreKind.allCases)
    func hidesNothing(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            var record = AuditRecord.sample("call\u{0}1")
            record.userAgent = "curl\u{0}evil"
            record.error = "\u{0}"
            record.parameters = ["a\u{0}b": "c\u{0}d"]
            try await store.append(record)
            let found = try #require(try await store.auditRecords(AuditQuery()).first)
            #expect(
                found.callID == "call\u{FFFD}1" && found.userAgent == "curl\u{FFFD}evil" && found.error == "\u{FFFD}")
            #expect(found.parameters == ["a\u{0}b": "c\u{0}d"])
            try await store.setSetting("a\u{0}b", to: "c\u{0}d", by: nil)
            #expect(try await store.settings() == ["a\u{FFFD}b": "c\u{FFFD}d"])
            #expect(try await store.setting("a\u{0}b") == "c\u{FFFD}d")
            #expect(try await store.setting("a") == nil)
        }
    }

    @Test("takes no name for the part before it", arguments: StoreKind.allCases)
    func confusesNothing(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let strange = TenantID(rawValue: "default\u{0}x")
            _ = try await store.insertToken(.sample("ci"))
            let token = try await store.insertToken(.sample("ci\u{0}"))
            #expect(token.name == "ci\u{FFFD}")
            await #expect(throws: StoreError(.conflict, "")) { try await store.insertToken(.sample("ci\u{0}")) }
            #expect(try await store.tokens(tenant: strange).isEmpty)
            _ = try await store.replacePlaybooks([.sample(1, category: "c\u{0}")], tenant: strange, at: moment())
            #expect(try await store.playbooks(PlaybookFilter()).isEmpty)
            let again = try await store.replacePlaybooks(
                [.sample(1, category: "c\u{0}")], tenant: strange, at: moment())
            #expect(again.unchanged == 1)
            #expect(
                try await store.setPlaybook(PlaybookID(rawValue: 1), tenant: strange, enabled: false)?.isEnabled
                    == false)
        }
    }
}
