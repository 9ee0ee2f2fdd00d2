//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@testable import soar_mcp

@Suite("token can")
struct TokenCanTests {
    @Test("tells the decision and the rule that made it")
    func decision() async throws {
        try await withHarness { harness in
            #expect(
                await harness.run(
                    "token", "create", "a", "--deny", "label:prod", "--parameter", "ip not-in 10.0.0.0/8", "--from",
                    "192.0.2.0/24"
                ).exitCode == 0)
            let store = try harness.store()
            let prod = Playbook(id: PlaybookID(rawValue: 7), name: "p7", displayName: "Block", labels: ["prod"])
            let safe = Playbook(id: PlaybookID(rawValue: 8), name: "p8", displayName: "Check", labels: ["safe"])
            _ = try await store.replacePlaybooks([prod, safe], tenant: .default, at: CommandHarness.now)
            let cases: [([String], Int32, String)] = [
                (["see", "7"], 1, "token: deny see: label:prod"),
                (["see", "Check", "--from", "192.0.2.1"], 0, "no rule"), (["see", "Check"], 1, "--from ADDRESS"),
                (["run", "8", "--parameters", #"{"ip":"10.0.0.1"}"#], 1, "token: deny ip of * in 10.0.0.0/8"),
                (["run", "8", "--parameters", #"{"ip":"192.0.2.1"}"#, "--from", "192.0.2.1"], 0, "no rule"),
                (["run", "8", "--parameters", #"{"ip":"192.0.2.1"}"#, "--from", "198.51.100.1"], 1, "only from"),
                (["run", "8", "--from", "999.1.1.1"], 64, "an address such as"),
                (["call", "--from", "198.51.100.1"], 1, "only from 192.0.2.0/24"),
                (["call", "--from", "192.0.2.9"], 0, "no rule"), (["admin"], 1, "scope admin is missing"),
                (["playbooks:read", "--from", "192.0.2.9"], 0, "no rule"),
                (["follow", "unknown-1"], 1, "which playbook"),
                (["see", "99"], 1, "no playbook"), (["fly"], 1, "Unknown action"),
                (["run", "8", "--parameters", "x"], 1, "JSON object"),
            ]
            for (arguments, code, words) in cases {
                let outcome = await harness.run(["token", "can", "a"] + arguments)
                #expect(outcome.exitCode == code, "\(arguments) \(outcome.output) \(outcome.remarks)")
                #expect(
                    (outcome.output + outcome.remarks).contains(words),
                    "\(arguments) \(outcome.output) \(outcome.remarks)")
            }
            #expect(await harness.run("token", "disable", "a").exitCode == 0)
            #expect(await harness.run("token", "can", "a", "see", "8").output.contains("switched off"))
        }
    }

    @Test("says no wherever the call is refused: at that time, without a value that is asked for, where nothing is")
    func refusedCalls() async throws {
        try await withHarness { harness in
            #expect(
                await harness.run(
                    "token", "create", "a", "--window", "mon-fri 08:00-18:00 UTC", "--parameter", "ip in 192.0.2.0/24"
                ).exitCode == 0)
            let store = try harness.store()
            let playbooks = [7, 8].map { id in Playbook(id: PlaybookID(rawValue: id), name: "p\(id)", displayName: "P")
            }
            _ = try await store.replacePlaybooks(playbooks, tenant: .default, at: CommandHarness.now)
            let run = ["token", "can", "a", "run", "7"]
            let values = ["--parameters", #"{"ip":"192.0.2.1"}"#]
            let (open, closed) = (["--at", "2027-01-15T09:00:00Z"], ["--at", "2027-01-16T09:00:00Z"])
            #expect(await harness.run(run + values + open).exitCode == 0)
            let outside = await harness.run(run + values + closed)
            #expect(outside.exitCode == 1 && outside.output.contains("only mon,tue,wed,thu,fri 08:00-18:00"))
            let empty = await harness.run(run + open)
            #expect(empty.exitCode == 1 && empty.remarks.contains("--parameters JSON"))
            #expect(await harness.run("playbook", "disable", "7").exitCode == 0)
            for action in ["see", "run"] {
                let off = await harness.run(["token", "can", "a", action, "7"] + values + open)
                #expect(off.exitCode == 1 && off.output.contains("switched off"), "\(off.output)")
            }
            _ = try await store.replacePlaybooks([playbooks[0]], tenant: .default, at: CommandHarness.now)
            #expect(await harness.run(["token", "can", "a", "see", "8"] + open).output.contains("gone"))
        }
    }

    @Test("gives its reasons in Chinese too, and as JSON the same in both")
    func chinese() async throws {
        try await withHarness { harness in
            #expect(
                await harness.run(
                    "token", "create", "a", "--deny", "label:prod", "--from", "192.0.2.0/24"
                ).exitCode == 0)
            #expect(await harness.run("token", "create", "b", "--allow", "id:1", "--own-executions").exitCode == 0)
            let store = try harness.store()
            let prod = Playbook(id: PlaybookID(rawValue: 7), name: "p7", displayName: "Block", labels: ["prod"])
            _ = try await store.replacePlaybooks([prod], tenant: .default, at: CommandHarness.now)
            let here = ["--from", "192.0.2.1"]
            let cases: [([String], String)] = [
                (["a", "see", "7"] + here, "拒绝：令牌：deny see: label:prod"),
                (["a", "run", "7"] + here, "拒绝：令牌：deny see: label:prod"),
                (["a", "call"], "拒绝：令牌：仅限来自 192.0.2.0/24"), (["a", "call"] + here, "允许：没有规则禁止"),
                (["a", "admin"], "拒绝：缺少权限 admin"), (["b", "see", "7"], "拒绝：令牌：没有规则允许查看"),
                (["b", "follow", "unknown-1"], "拒绝：令牌：仅限自己启动的执行"),
            ]
            for (arguments, words) in cases {
                let outcome = await harness.run(["token", "can"] + arguments, environment: ["SOAR_LANG": "zh"])
                #expect(outcome.output == words + "\n")
            }
            for language in ["en", "zh"] {
                let json = try await harness.run(
                    ["token", "can", "a", "admin", "--json"], environment: ["SOAR_LANG": language]
                ).json()
                #expect(json["rule"] == "the scope admin is missing" && json["obstacle"] == "scope")
            }
        }
    }

    @Test("takes an imported token, and shows none, mistyped or not")
    func imported() async throws {
        try await withHarness { harness in
            try PredecessorSample.make(
                at: harness.directory + "/old.db", then: "token(9, '-' + 'C' * 42, 'hyphen', 1, 0, None, None, None)")
            #expect(await harness.run("import", "old.db").exitCode == 0)
            for token in [PredecessorSample.active, "-" + String(repeating: "C", count: 42)] {
                let known = await harness.run("token", "can", token, "call")
                #expect(known.exitCode == 0, "\(known.remarks)")
                let shortened = String(token.dropLast())
                for unknown in [shortened, shortened + "x", "soar_" + shortened] {
                    for command in [["can", unknown, "call"], ["show", unknown], ["revoke", unknown]] {
                        let refused = await harness.run(["token"] + command)
                        #expect(refused.exitCode != 0)
                        #expect(!(refused.output + refused.remarks).contains(token.prefix(20)), "\(refused.remarks)")
                    }
                }
            }
        }
    }
}
