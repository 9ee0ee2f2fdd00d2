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

/// What is said of AUTH before the first caller comes.
@Suite("AUTH at the start")
struct VerifierStartTests {
    private static let issuer =
        "\"type\": \"jwt\", \"issuer\": \"\(TestIssuer.name)\", \"audience\": \"\(TestIssuer.audience)\""

    private func doctor(
        _ harness: CommandHarness, _ auth: String, _ others: [String: String] = [:]
    ) async throws -> [(grade: String, message: String)] {
        // Without a database nothing of it is looked at.
        _ = await harness.run("token", "create", "a")
        let environment = ["MCP_PORT": "0", "AUTH": auth].merging(others) { $1 }
        let outcome = await harness.run(["doctor", "--json"], environment: environment)
        let findings = try #require(outcome.json()["findings"]?.arrayValue)
        return findings.filter { $0["subject"] == "auth" }.map { finding in
            (finding["grade"]?.stringValue ?? "", finding["message"]?.stringValue ?? "")
        }
    }

    @Test("a secret that others can read is not taken", arguments: [0o644, 0o640, 0o604, 0o600])
    func secretModes(_ mode: Int) async throws {
        try await withHarness { harness in
            _ = await harness.run("token", "create", "a")
            try harness.write("0123456789abcdef0123456789abcdef\n", to: "secret", mode: mode)
            for entry in [
                "{\(Self.issuer), \"secret_file\": \"secret\"}",
                "{\"type\": \"introspection\", \"url\": \"http://127.0.0.1:1/\", \"client_id\": \"me\", \"client_secret_file\": \"secret\", \"audience\": \"a\"}",
            ] {
                let outcome = await harness.run("token", "explain", "a.b.c", environment: ["AUTH": "[\(entry)]"])
                #expect(outcome.remarks.contains("AUTH: \(harness.directory)/secret can be read") == (mode != 0o600))
                #expect(outcome.exitCode == 1 && !(outcome.output + outcome.remarks).contains("0123456789abcdef"))
            }
        }
    }

    @Test("keys and algorithms that have nothing in common are refused, with what to set")
    func nothingInCommon() async throws {
        try await withHarness { harness in
            let issuer = try TestIssuer([.rs256])
            try harness.write(try #require(try issuer.key(.rs256).pem), to: "key.pem")
            var key = try issuer.key(.rs256).jwk
            key["alg"] = JSONValue?.none
            let document: JSONValue = ["keys": [.object(key)]]
            try harness.write(document.text(), to: "keys.json")
            for keys in ["\"public_key_file\": \"key.pem\"", "\"jwks_file\": \"keys.json\""] {
                let wrong = try await doctor(harness, "[{\(Self.issuer), \(keys), \"algorithms\": [\"PS256\"]}]")
                #expect(wrong.map(\.grade) == ["failed"])
                #expect(wrong.first?.message.contains("the keys are for RS256, and what is accepted is PS256") == true)
                let right = try await doctor(
                    harness, "[{\(Self.issuer), \(keys), \"algorithm\": \"PS256\", \"algorithms\": [\"PS256\"]}]")
                #expect(right.map(\.grade) == ["sound"])
            }
            try await ScriptedServer.run({ _ in .init(body: document.text()) }) { _, port in
                let url = "\"jwks_url\": \"http://127.0.0.1:\(port)/\""
                let remote = try await doctor(harness, "[{\(Self.issuer), \(url), \"algorithms\": [\"PS256\"]}]")
                #expect(remote.map(\.grade) == ["failed"])
                let mended = try await doctor(harness, "[{\(Self.issuer), \(url), \"algorithm\": \"PS256\"}]")
                #expect(mended.map(\.grade) == ["sound"])
            }
        }
    }

    @Test("what clients are told and what AUTH takes are held against each other")
    func mismatches() async throws {
        try await withHarness { harness in
            try harness.write(
                String(decoding: try TestIssuer.standard.get().document(), as: UTF8.self), to: "keys.json")
            let auth = "[{\"type\": \"database\"}, {\(Self.issuer), \"jwks_file\": \"keys.json\"}]"
            let right = ["PUBLIC_URL": "https://SOAR.example/mcp", "AUTHORIZATION_SERVERS": TestIssuer.name]
            #expect(try await doctor(harness, auth, right).map(\.grade) == ["sound", "sound"])
            let elsewhere = try await doctor(
                harness, auth, right.merging(["PUBLIC_URL": "https://soar.example/"]) { $1 })
            #expect(elsewhere.map(\.grade) == ["sound", "sound", "warning"])
            #expect(elsewhere.last?.message.contains("audience https://soar.example/,") == true)
            let stranger = try await doctor(
                harness, auth, right.merging(["AUTHORIZATION_SERVERS": TestIssuer.name + "/"]) { $1 })
            #expect(stranger.last?.grade == "warning")
            #expect(stranger.last?.message.contains("AUTH takes no tokens of it") == true)
            let none = try await doctor(harness, "[{\"type\": \"database\"}]", right)
            #expect(none.map(\.grade) == ["sound", "warning"])
        }
    }
}
