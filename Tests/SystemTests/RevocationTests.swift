//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import TestSupport
import Testing

@Suite("Revocation by another process")
struct RevocationTests {
    @Test("takes hold within a second, for every kind of change", arguments: ["revoke", "disable"])
    func takesHold(_ change: String) async throws {
        try await withRunningServer { server in
            let client = server.client(try server.newToken("analyst"))
            #expect(try await client.call("tools/list").status == 200)
            #expect(try server.command("token", change, "analyst").exitCode == 0)
            let changed = ContinuousClock.now
            var status = 200
            while status == 200, changed.duration(to: .now) < .seconds(5) {
                status = try await client.call("tools/list").status
            }
            #expect(status == 401)
            #expect(changed.duration(to: .now) < .seconds(1))
        }
    }

    @Test("of one token leaves the others alone, and enabling lets in again")
    func leavesOthersAlone() async throws {
        try await withRunningServer { server in
            let one = server.client(try server.newToken("one"))
            let other = server.client(try server.newToken("other"))
            for client in [one, other] { #expect(try await client.call("tools/list").status == 200) }
            #expect(try server.command("token", "disable", "one").exitCode == 0)
            try await Task.sleep(for: .seconds(1))
            #expect(try await one.call("tools/list").status == 401)
            #expect(try await other.call("tools/list").status == 200)
            #expect(try server.command("token", "enable", "one").exitCode == 0)
            try await Task.sleep(for: .seconds(1))
            #expect(try await one.call("tools/list").status == 200)
        }
    }
}
