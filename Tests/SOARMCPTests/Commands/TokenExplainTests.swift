//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import TestSupport
import Testing

@testable import soar_mcp

@Suite("token explain")
struct TokenExplainTests {
    /// Within the life of the test issuer's tokens.
    private static let now = Date(timeIntervalSince1970: 1_790_000_100)

    /// Runs something with the settings of an issuer whose keys are in a file.
    private func withIssuer(
        _ members: String = "",
        _ body: (CommandHarness, TestIssuer, _ environment: [String: String]) async throws -> Void
    ) async throws {
        try await withHarness { harness in
            _ = await harness.run("token", "create", "a")
            let issuer = try TestIssuer.standard.get()
            try harness.write(String(decoding: issuer.document(), as: UTF8.self), to: "keys.json")
            let auth = """
                [{"type": "database"}, {"type": "jwt", "issuer": "\(TestIssuer.name)", "audience": \
                "\(TestIssuer.audience)", "jwks_file": "keys.json"\(members)}]
                """
            try await body(harness, issuer, ["AUTH": auth])
        }
    }

    private func steps(_ outcome: CommandHarness.Outcome) throws -> [(name: String, outcome: String, detail: String)] {
        try #require(outcome.json()["steps"]?.arrayValue).map { step in
            (
                step["name"]?.stringValue ?? "", step["outcome"]?.stringValue ?? "", step["detail"]?.stringValue ?? ""
            )
        }
    }

    @Test("raises no alarm about a token that was replaced, and counts no use")
    func isNoUse() async throws {
        try await withHarness { harness in
            let old = await harness.run("token", "create", "ci").output.trimmingBlanks()
            let new = await harness.run("token", "rotate", "ci", "--grace", "0s").output.trimmingBlanks()
            let later = CommandHarness.now + 10
            let outcome = await harness.run("token", "explain", old, now: later)
            #expect(outcome.exitCode == 1 && outcome.output.contains("replaced"))
            let explained = await harness.run("token", "explain", new, now: later)
            #expect(explained.exitCode == 0, "\(explained.output)")
            let tokens = try await harness.tokens()
            #expect(tokens.map(\.state) == [.enabled, .enabled])
            #expect(tokens.allSatisfy { $0.lastUsedAt == nil })
            let actions = try await harness.store().auditRecords(AuditQuery()).map(\.action)
            #expect(actions == ["token.rotate", "token.create"])
        }
    }

    @Test("refuses what the server refuses for where it comes from, and says where it may come from")
    func fromWhere() async throws {
        try await withHarness { harness in
            let token = await harness.run("token", "create", "ci", "--from", "192.0.2.0/24").output.trimmingBlanks()
            for reference in [token, "ci"] {
                let here = await harness.run("token", "explain", reference, "--from", "192.0.2.7", "--json")
                #expect(here.exitCode == 0)
                #expect(try steps(here).last?.outcome == "passed")
                let elsewhere = await harness.run("token", "explain", reference, "--from", "198.51.100.7", "--json")
                #expect(elsewhere.exitCode == 1)
                let last = try #require(try steps(elsewhere).last)
                #expect(last.outcome == "refused" && last.detail.contains("192.0.2.0/24"))
                let reason = try elsewhere.json()["reason"]
                #expect(reason == "wrong_address")
                let nowhere = await harness.run("token", "explain", reference)
                #expect(nowhere.exitCode == 0 && nowhere.output.contains("--from ADDRESS"))
            }
        }
    }

    @Test("says that no token was given, and refuses an address that is none")
    func badUsage() async throws {
        try await withHarness { (harness) async throws in
            _ = await harness.run("token", "create", "ci")
            for (token, input) in [("", String?.none), (" ", nil), ("-", nil), ("-", "")] {
                for command in [["explain", token], ["can", token, "call"], ["show", token], ["revoke", token]] {
                    let outcome = await harness.run(["token"] + command, input: input)
                    #expect(outcome.exitCode == 1)
                    #expect(outcome.remarks.contains("No token was given"), "\(outcome.remarks)")
                }
            }
            for from in ["bogus", "", "192.0.2.0/24"] {
                let outcome = await harness.run("token", "explain", "ci", "--from", from)
                #expect(outcome.exitCode == 64 && outcome.remarks.contains("--from takes an address"))
            }
            #expect(try await harness.tokens().map(\.state) == [.enabled])
        }
    }

    @Test("shows what a signed token has at each check, and what is wanted at the one that refuses it")
    func values() async throws {
        try await withIssuer { harness, issuer, environment in
            func explain(_ token: String) async throws -> [(name: String, outcome: String, detail: String)] {
                let outcome = await harness.run(
                    ["token", "explain", token, "--json"], environment: environment, now: Self.now)
                #expect(!outcome.output.contains(token.split(separator: ".").last ?? ""))
                return try steps(outcome)
            }
            let good = try await explain(issuer.token())
            #expect(good.filter { $0.name.contains(": ") }.count == JWTCheck.allCases.count)
            #expect(good.contains { $0.name.hasSuffix(": algorithm") && $0.detail == "alg \"ES256\"" })
            #expect(good.contains { $0.name.hasSuffix(": time") && $0.detail.contains("exp 2026-09-21T") })
            let cases: [(String, step: String, words: [String])] = [
                (
                    try issuer.token(claims: { $0["aud"] = "other" }), "audience",
                    ["aud \"other\"", TestIssuer.audience]
                ),
                (
                    try issuer.token(claims: { $0["iss"] = "https://x" }), "issuer",
                    ["iss \"https://x\"", TestIssuer.name]
                ),
                (try issuer.token(claims: { $0["sub"] = 7 }), "claims", ["sub 7"]),
                (try issuer.token(claims: { $0["exp"] = JSONValue?.none }), "claims", ["exp –"]),
                (try issuer.token(claims: { $0["exp"] = 1e300 }), "claims", ["exp"]),
                (
                    try issuer.token(claims: { $0["exp"] = 1_790_000_010 }), "time",
                    ["exp 2026-", "now 2026-", "clock_skew"]
                ),
                (try issuer.token(header: { $0["typ"] = "JWT" }), "type", ["typ \"JWT\"", "at+jwt"]),
                (try issuer.token(header: { $0["kid"] = "x" }), "key", ["kid \"x\""]),
                (try issuer.token(header: { $0["alg"] = "ES384" }), "key", ["alg \"ES384\"", "not that of the key"]),
                (try issuer.token(.hs256), "algorithm", ["alg \"HS256\"", "ES256"]),
                (try issuer.token(header: { $0["jku"] = "x" }), "header", ["jku"]),
                (try issuer.token(claims: { $0["sub"] = "a\u{1B}[2J" }), "claims", ["sub"]),
            ]
            for (token, step, words) in cases {
                let last = try #require(try await explain(token).last)
                #expect(last.name.hasSuffix(": \(step)") && last.outcome == "refused", "\(step): \(last)")
                for word in words { #expect(last.detail.contains(word), "\(step): \(last)") }
            }
        }
    }

    @Test("tells a tenant that is not there from the checks of the token itself")
    func tenant() async throws {
        try await withIssuer(", \"tenant_claim\": \"team\"") { harness, issuer, environment in
            let token = try issuer.token(claims: { $0["team"] = "nobody" })
            let outcome = await harness.run(
                ["token", "explain", token, "--json"], environment: environment, now: Self.now)
            let all = try steps(outcome)
            #expect(all.count { $0.outcome == "refused" } == 1 && all.last?.detail.contains("tenant") == true)
            #expect(all.filter { $0.name.contains(": ") }.count == JWTCheck.allCases.count)
        }
    }
}
