//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import soar_mcp

@Suite("token rotate")
struct TokenRotateTests {
    @Test("prints a new token once, says how long the old one works, and keeps the permissions")
    func rotate() async throws {
        try await withHarness { harness in
            #expect(await harness.run("token", "create", "ci", "--deny", "id:7", "--owner", "Ann").exitCode == 0)
            let rotated = await harness.run("token", "rotate", "ci", "--grace", "2h")
            #expect(rotated.exitCode == 0, "\(rotated.remarks)")
            let text = rotated.output.trimmingBlanks()
            let secret = try #require(APITokenSecret(text))
            let store = try harness.store()
            let fresh = try #require(try await store.token(hash: secret.hash))
            #expect(fresh.name == "ci" && fresh.owner == "Ann" && fresh.restrictions.playbooks.count == 1)
            #expect(rotated.remarks.contains("works until"))
            let old = try #require(try await store.token(id: APITokenID(rawValue: 1)))
            #expect(old.succession.successor == fresh.id)
            #expect(old.succession.graceEndsAt == CommandHarness.now.addingTimeInterval(7200))
            // The name leads to the new one; the old one is told by its number.
            let shown = try await harness.run("token", "show", "ci", "--json").json()
            #expect(shown["id"] == .integer(fresh.id.rawValue))
            let list = await harness.run("token", "list").output
            #expect(list.contains("in grace"))
            let again = await harness.run("token", "rotate", "1")
            #expect(again.exitCode == 1 && again.remarks.contains("replaced already"))
            let records = try await store.auditRecords(AuditQuery()).map(\.action)
            #expect(records == ["token.rotate", "token.create"])
        }
    }

    @Test(
        "stopping a token stops the one before it too, which still works for its grace",
        arguments: ["revoke", "disable"])
    func stopping(_ command: String) async throws {
        try await withHarness { harness in
            for name in ["ci", "other"] { #expect(await harness.run("token", "create", name).exitCode == 0) }
            for _ in 0..<2 { #expect(await harness.run("token", "rotate", "ci", "--grace", "2h").exitCode == 0) }
            let stopped = await harness.run("token", command, "ci")
            #expect(stopped.exitCode == 0 && stopped.remarks.contains("Token 1 \"ci\", which it replaced"))
            let state: APIToken.State = command == "revoke" ? .revoked : .disabled
            let tokens = try await harness.tokens()
            #expect(tokens.filter { $0.name == "ci" }.map(\.state) == [state, state, state])
            #expect(tokens.filter { $0.name == "other" }.map(\.state) == [.enabled])
            let records = try await harness.store().auditRecords(AuditQuery())
            #expect(records.count { $0.action == "token.\(command)" } == 3)
            if command == "disable" {
                // What was replaced stays off: nobody asked for it.
                #expect(await harness.run("token", "enable", "ci").exitCode == 0)
                let enabled = try await harness.tokens().filter { $0.state == .enabled }.map(\.id.rawValue)
                #expect(enabled == [4, 2])
            }
        }
    }

    @Test("takes a grace that is one", arguments: ["91d", "x", "-1h", "2027-01-01"])
    func badGrace(_ grace: String) async throws {
        try await withHarness { harness in
            #expect(await harness.run("token", "create", "ci").exitCode == 0)
            #expect(await harness.run("token", "rotate", "ci", "--grace", grace).exitCode != 0)
            let tokens = try await harness.tokens()
            #expect(tokens.count == 1)
        }
    }
}
