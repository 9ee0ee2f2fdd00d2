//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import soar_mcp

private let token = String(repeating: "C", count: 42)

@Suite("Numbers and times on the command line")
struct BadNumberTests {
    @Test(
        "are refused with what is accepted where they are negative, whatever letters follow",
        arguments: [
            (["playbook", "limit", "7", "-10/hour"], "such as 100/day"),
            (["playbook", "limit", "7", "+5/day"], "100/day"),
            (["tenant", "create", "x", "--execution-limit", "-1/day"], "100/day"),
            (["tenant", "create", "x", "--execution-limit", "-1/hour"], "100/day"),
            (["tenant", "create", "x", "--platform-url", "https://x.example", "--timeout", "-1"], "1 to 300"),
            (["token", "list", "--limit", "-5"], "1 to 100000"),
            (["token", "list", "--expiring-within", "-1h"], "24h"),
            (["token", "purge", "--revoked-for", "-1h"], "24h"), (["audit", "list", "--since", "-1h"], "24h"),
            (["token", "revoke-many", "--unused-for", "-9d"], "24h"),
        ])
    func negative(_ words: [String], _ accepted: String) async throws {
        try await withHarness { harness in
            _ = try harness.store()
            let outcome = await harness.run(words)
            #expect(outcome.exitCode != 0 && outcome.output.isEmpty, "\(outcome.output)")
            #expect(outcome.remarks.contains(accepted), "\(outcome.remarks)")
        }
    }

    @Test(
        "are joined to their option, or stand alone; nothing else is touched",
        arguments: [
            (["a", "--limit", "-3", "--json"], ["a", "--limit=-3", "--json"]),
            (["limit", "7", "-10/hour"], ["limit", "7", " -10/hour"]),
            (["--limit=5", "-3"], ["--limit=5", " -3"]), (["-h"], ["-h"]), (["-", "--", "-3"], ["-", "--", "-3"]),
            (["--json", "-" + token], ["--json", " -" + token]),
            (["--help", "--name", "x-3"], ["--help", "--name", "x-3"]),
        ])
    func words(_ typed: [String], _ read: [String]) {
        #expect(CommandLineWords.readable(typed) == read)
    }
}
