//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import soar_mcp

@Suite("token list")
struct TokenListTests {
    private func withTokens(_ count: Int, _ body: (CommandHarness) async throws -> Void) async throws {
        try await withHarness { harness in
            let store = try harness.store()
            for number in 1...count {
                _ = try await store.insertToken(
                    NewAPIToken(name: "t\(number)", secret: APITokenSecret(), createdAt: CommandHarness.now))
            }
            try await body(harness)
        }
    }

    private func ids(_ outcome: CommandHarness.Outcome) throws -> [Int64] {
        try outcome.json().arrayValue?.compactMap { $0["id"]?.integerValue } ?? []
    }

    @Test("prints a page, says that there are more and how to go on, and prints all where that is said")
    func pages() async throws {
        try await withTokens(230) { (harness) async throws in
            let first = await harness.run("token", "list", "--json")
            #expect(try ids(first) == (131...230).reversed().map(Int64.init))
            #expect(first.remarks.contains("--before 131") && first.remarks.contains("--all"))
            let second = await harness.run("token", "list", "--json", "--before", "131")
            #expect(try ids(second) == (31...130).reversed().map(Int64.init))
            let third = await harness.run("token", "list", "--json", "--before", "31")
            #expect(try ids(third) == (1...30).reversed().map(Int64.init) && third.remarks.isEmpty)
            #expect(try ids(await harness.run("token", "list", "--json", "--limit", "2")) == [230, 229])
            let exact = await harness.run("token", "list", "--json", "--limit", "230")
            #expect(try ids(exact).count == 230 && exact.remarks.isEmpty)
            let all = await harness.run("token", "list", "--json", "--all")
            #expect(try ids(all).count == 230 && all.remarks.isEmpty)
            let text = await harness.run("token", "list")
            #expect(text.output.split(separator: "\n").count == 101 && text.remarks.contains("--before 131"))
            #expect(await harness.run("token", "list", "--owner", "nobody").remarks.contains("No token fits"))
        }
    }

    @Test("lists those whose time is over, the first of them first")
    func expired() async throws {
        try await withHarness { (harness) async throws in
            for (name, days) in [("a", "3"), ("b", "1"), ("c", "9"), ("d", "2")] {
                #expect(await harness.run("token", "create", name, "--expires-in-days", days).exitCode == 0)
            }
            #expect(await harness.run("token", "revoke", "d").exitCode == 0)
            let list = ["token", "list", "--json", "--state", "expired"]
            #expect(try ids(await harness.run(list)).isEmpty)
            // At the very moment of its end a token is over.
            let end = CommandHarness.now.addingTimeInterval(3 * 86_400)
            let over = await harness.run(list, now: end)
            #expect(try ids(over) == [2, 1] && over.output.contains(#""status": "expired""#), "\(over.output)")
            let first = await harness.run(list + ["--limit", "1"], now: end)
            #expect(try ids(first) == [2] && first.remarks.contains("--all") && !first.remarks.contains("--before"))
            let unknown = await harness.run("token", "list", "--state", "gone")
            #expect(unknown.exitCode == 64 && unknown.remarks.contains("enabled, disabled, revoked, expired"))
        }
    }

    @Test(
        "refuses what contradicts or is absurd",
        arguments: [
            ["--limit", "0"], ["--limit=-1"], ["--limit", "100001"], ["--limit", "x"], ["--all", "--limit", "5"],
            ["--all", "--before", "5"], ["--before", "5", "--expiring-within", "7d"],
            ["--state", "expired", "--before", "5"], ["--state", "expired", "--expiring-within", "7d"],
        ])
    func refused(_ arguments: [String]) async throws {
        try await withHarness { harness in
            #expect(await harness.run(["token", "list"] + arguments).exitCode == 64)
        }
    }
}
