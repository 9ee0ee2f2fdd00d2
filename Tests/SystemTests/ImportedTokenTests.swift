//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@Suite("A token of the predecessor")
struct ImportedTokenTests {
    @Test("opens the served program as Bearer and as ?token=, until it is taken back")
    func opens() async throws {
        try await withRunningServer { server in
            let old = server.client(PredecessorSample.active)
            #expect(try await old.call("tools/list").status == 401)
            let source = server.directory + "/old.db"
            try PredecessorSample.make(at: source)
            let imported = try server.command("import", source)
            #expect(imported.exitCode == 0, "\(imported.remarks)")
            try await Task.sleep(for: .seconds(1))
            #expect(try await old.call("tools/list").status == 200)
            var query = server.client(nil)
            query.target = "/mcp?token=" + PredecessorSample.active
            #expect(try await query.call("tools/list").status == 200)
            for refused in [
                PredecessorSample.disabled, PredecessorSample.expired, PredecessorSample.handMade,
                String(PredecessorSample.active.dropLast()) + "N", String(PredecessorSample.active.dropLast()),
            ] {
                #expect(try await server.client(refused).call("tools/list").status == 401)
            }
            let explained = try server.command("token", "explain", PredecessorSample.active)
            #expect(explained.exitCode == 0 && explained.output.contains("analyst"))
            #expect(try server.command("token", "list", "--json").output.contains("\"imported\": true"))
            #expect(try server.command("token", "revoke", "1").exitCode == 0)
            try await Task.sleep(for: .seconds(1))
            #expect(try await query.call("tools/list").status == 401)
            let printed = server.remarks + imported.output + imported.remarks + explained.output
            for secret in PredecessorSample.secrets { #expect(!printed.contains(secret)) }
        }
    }
}
