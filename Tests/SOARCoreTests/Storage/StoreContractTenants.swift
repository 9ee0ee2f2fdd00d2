//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Every store of tenants", .timeLimit(.minutes(1)))
struct StoreContractTenants {
    private func red() throws -> Tenant {
        var tenant = Tenant(id: TenantID(rawValue: "red"), displayName: "红队", createdAt: moment())
        var platform = PlatformConnection(url: try PlatformURL(validating: "https://red.example.com/soar"))
        platform.sealedToken = "sealed-by-a-test"
        platform.verifiesCertificates = false
        platform.timeout = .seconds(7)
        platform.labels = ["MCP", "主机"]
        tenant.platform = platform
        tenant.executionLimits = [try #require(ExecutionAllowance("100/day"))]
        return tenant
    }

    @Test("gives back a tenant as it was stored, and a new one is enabled", arguments: StoreKind.allCases)
    func givesBack(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let new = try red()
            let stored = try await store.insertTenant(new, by: nil)
            #expect(stored.state == .enabled && stored.platform == new.platform && stored.displayName == "红队")
            #expect(stored.executionLimits == new.executionLimits)
            #expect(abs(stored.createdAt.timeIntervalSince(moment())) < 0.001)
            #expect(try await store.tenant(new.id) == stored)
            #expect(try await store.tenants().map(\.id.rawValue) == ["default", "red"])
            #expect(try await store.tenant(.other) == nil)
            #expect(try await store.tenant(.default)?.platform == nil)
        }
    }

    @Test("takes no second one of a name, and none of a name that is not accepted", arguments: StoreKind.allCases)
    func names(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            _ = try await store.insertTenant(try red(), by: nil)
            await #expect(throws: StoreError(.conflict, "")) { _ = try await store.insertTenant(try red(), by: nil) }
            let longest = String(repeating: "a", count: 64)
            for name in ["", "Red", "röt", "a b", "a/b", "a\0", longest + "a"] {
                let tenant = Tenant(id: TenantID(rawValue: name), displayName: "x", createdAt: moment())
                await #expect(throws: StoreError(.invalid, ""), "\(name)") {
                    _ = try await store.insertTenant(tenant, by: nil)
                }
            }
            for name in ["a", "0.1_b-c", longest] {
                let tenant = Tenant(id: TenantID(rawValue: name), displayName: "x", createdAt: moment())
                #expect(try await store.insertTenant(tenant, by: nil).id.rawValue == name)
            }
            #expect(try await store.tenants().count == 5)
        }
    }

    @Test("refuses absurd values and says what is accepted", arguments: StoreKind.allCases)
    func values(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let allowance = try #require(ExecutionAllowance("1/day"))
            let faults: [@Sendable (inout Tenant) -> Void] = [
                { $0.displayName = "" }, { $0.displayName = String(repeating: "x", count: 129) },
                { $0.platform?.timeout = .zero }, { $0.platform?.timeout = .seconds(301) },
                { $0.platform?.labels = [] }, { $0.platform?.labels = Array(repeating: "x", count: 51) },
                { $0.platform?.labels = [""] }, { $0.executionLimits = Array(repeating: allowance, count: 17) },
            ]
            for fault in faults {
                var changed = try red()
                fault(&changed)
                let tenant = changed
                await #expect(throws: StoreError(.invalid, "")) { try await store.insertTenant(tenant, by: nil) }
            }
            #expect(try await store.tenants().count == 1)
        }
    }

    @Test("records every change with who made it, without the token, sealed or not", arguments: StoreKind.allCases)
    func records(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let who = Operator("cli:ann", at: moment(5))
            let id = try await store.insertTenant(try red(), by: who).id
            var change = TenantChange()
            change.displayName = "Red"
            _ = try await store.changeTenant(id, change, by: who)
            // Nothing changes, so nothing is recorded.
            _ = try await store.changeTenant(id, change, by: who)
            _ = try await store.setTenant(id, state: .disabled, by: who)
            _ = try await store.setTenant(id, state: .enabled, by: who)
            change = TenantChange()
            change.platform = try red().platform
            change.platform??.sealedToken = "another-one"
            _ = try await store.changeTenant(id, change, by: who)
            #expect(try await store.changeTenant(.other, change, by: who) == nil)
            let records = try await store.auditRecords(AuditQuery()).reversed()
            #expect(
                Set(records.map(\.action)) == ["tenant.create", "tenant.change", "tenant.disable", "tenant.enable"])
            #expect(records.count == 5)
            for record in records {
                #expect(record.tokenName == "cli:ann" && record.tenant == id && record.resource == "soar://tenants/red")
                let text = record.parameters?.text() ?? ""
                #expect(!text.contains("sealed-by-a-test") && !text.contains("another-one"))
            }
            let changed = records.compactMap { $0.parameters?["platformTokenChanged"] }
            #expect(changed.count { $0 == true } == 2)
        }
    }

    @Test("has whoever remembers tenants or tokens look again", arguments: StoreKind.allCases)
    func revisions(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            func seen() async throws -> [Int64] {
                [
                    try await store.tenantRevision(), try await store.tokenRevision(),
                    Int64(store.tenantChanges.current), Int64(store.tokenChanges.current),
                ]
            }
            let before = try await seen()
            let id = try await store.insertTenant(try red(), by: nil).id
            let between = try await seen()
            _ = try await store.setTenant(id, state: .disabled, by: nil)
            let after = try await seen()
            for (before, after) in zip(before + between, between + after) { #expect(before < after) }
        }
    }

    @Test("tells of a token whether its tenant is enabled", arguments: StoreKind.allCases)
    func grants(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            let id = try await store.insertTenant(try red(), by: nil).id
            let new = NewAPIToken.sample("a", tenant: id)
            _ = try await store.insertToken(new)
            #expect(try await store.grant(hash: new.hash)?.tenantIsEnabled == true)
            _ = try await store.setTenant(id, state: .disabled, by: nil)
            #expect(try await store.grant(hash: new.hash)?.tenantIsEnabled == false)
        }
    }

    @Test("does not take a stored connection that can't be read for none")
    func unreadable() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            do {
                let store = try SQLiteStore(path: path)
                _ = try await store.insertTenant(try red(), by: nil)
                try store.close()
            }
            try PythonSQLite.run("db.execute(\"UPDATE tenants SET platform = '{}' WHERE id = 'red'\")", on: path)
            let store = try SQLiteStore(path: path)
            await #expect(throws: StoreError(.damaged, "")) { _ = try await store.tenant(TenantID(rawValue: "red")) }
            #expect(try await store.tenant(.default) != nil)
        }
    }
}
