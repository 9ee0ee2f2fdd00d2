//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import soar_mcp

@Suite("config set, get and unset")
struct ConfigSetTests {
    @Test("store a setting that the next look finds")
    func plain() async throws {
        try await withHarness { harness in
            let set = await harness.run("config", "set", "api_url", "https://soar.example.com")
            #expect(set.exitCode == 0 && set.output.isEmpty)
            let got = await harness.run("config", "get", "API_URL")
            #expect(got.exitCode == 0 && got.output == "https://soar.example.com\n")
            let overridden = await harness.run(
                ["config", "set", "API_URL", "https://b.example.com"], environment: ["API_URL": "https://c.example.com"]
            )
            #expect(overridden.exitCode == 0 && overridden.remarks.contains("counts more: environment"))
            #expect(await harness.run("config", "unset", "API_URL").exitCode == 0)
            #expect(await harness.run("config", "get", "API_URL").exitCode == 1)
        }
    }

    @Test("seal a secret that comes from standard input, and never show it")
    func secret() async throws {
        try await withHarness { harness in
            let secret = "12345678901234567890"
            let set = await harness.run("config", "set", "API_TOKEN", input: secret)
            #expect(set.exitCode == 0)
            let store = try harness.store()
            let sealed = try #require(try await store.sealedSecrets()["setting/api_token"])
            #expect(sealed.hasPrefix("v1:") && !sealed.contains(secret))
            #expect(try await store.settings().isEmpty)
            let got = await harness.run("config", "get", "API_TOKEN")
            #expect(got.exitCode == 0 && got.output == "(set)\n")
            let list = await harness.run("config", "list")
            let status = await harness.run("secret", "status")
            #expect(status.exitCode == 0 && status.output.contains("setting/api_token"))
            #expect(!(set.output + set.remarks + list.output + status.output + status.remarks).contains(secret))
            for name in try FileManager.default.contentsOfDirectory(atPath: harness.directory) {
                let bytes = try Data(contentsOf: URL(filePath: harness.directory + "/" + name))
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
            }
            let settings = try Settings([SettingsLayer(commandLine: [:])])
            let context = CommandContext(
                environment: [:], directory: harness.directory,
                terminal: Terminal(writeResult: { _ in }, writeRemark: { _ in }), now: { CommandHarness.now })
            let layer = try await settings.stored(in: store, context).layer()
            #expect(layer.values[.apiToken] == secret)
        }
    }

    @Test("take no secret as an argument, no empty one, and none that could not be used")
    func refusedSecrets() async throws {
        try await withHarness { harness in
            let argument = await harness.run("config", "set", "API_TOKEN", "canary-token")
            #expect(argument.exitCode == 64 && !argument.remarks.contains("canary-token"))
            #expect(await harness.run("config", "set", "API_TOKEN").exitCode == 1)
            let bad = await harness.run("config", "set", "API_TOKEN", input: "two words")
            #expect(bad.exitCode == 1 && !bad.remarks.contains("two words"))
            let files = try FileManager.default.contentsOfDirectory(atPath: harness.directory)
            #expect(files.isEmpty)
        }
    }

    @Test(
        "refuse what is no setting, what can't be stored, and what the next start would refuse",
        arguments: [
            (["API_URI", "x"], "There is: API_URL"), (["MCP_PORT", "1"], "can't be stored"),
            (["SECRET_KEY", "x"], "can't be stored"), (["SOAR_TIMEOUT", "0"], "accepted: a whole number"),
            (["API_URL", "ftp://x"], "API_URL"),
        ])
    func refused(_ arguments: [String], _ words: String) async throws {
        try await withHarness { harness in
            let outcome = await harness.run(["config", "set"] + arguments)
            #expect(outcome.exitCode == 1 && outcome.remarks.contains(words), "\(outcome.remarks)")
            let files = try FileManager.default.contentsOfDirectory(atPath: harness.directory)
            #expect(files.isEmpty)
        }
    }
}

@Suite("The key of stored secrets")
struct SecretCommandTests {
    @Test("is changed by a command, and everything opens before and after")
    func rotate() async throws {
        try await withHarness { harness in
            _ = await harness.run("config", "set", "API_TOKEN", input: "canary-token")
            let store = try harness.store()
            let before = try await store.sealedSecrets()
            let rotated = await harness.run("secret", "rotate-key")
            #expect(rotated.exitCode == 0 && rotated.remarks.hasPrefix("1 secrets are sealed with the new key"))
            #expect(try await store.sealedSecrets() != before)
            #expect(await harness.run("config", "get", "API_TOKEN").exitCode == 0)
            #expect(await harness.run("secret", "status").exitCode == 0)
        }
    }

    @Test("may be given in the environment or in a file, but not in both")
    func places() async throws {
        try await withHarness { harness in
            let key = Data((0..<32).map { UInt8($0) }).base64EncodedString()
            let other = Data((1..<33).map { UInt8($0) }).base64EncodedString()
            let inEnvironment = ["SECRET_KEY": key]
            let set = await harness.run(
                ["config", "set", "API_TOKEN"], environment: inEnvironment, input: "canary-token")
            #expect(set.exitCode == 0)
            #expect(!FileManager.default.fileExists(atPath: harness.directory + "/soar_mcp.db.key"))
            try harness.write(key + "\n", to: "key")
            #expect(
                await harness.run(["config", "get", "API_TOKEN"], environment: ["SECRET_KEY_FILE": "key"]).exitCode == 0
            )
            let both = await harness.run(
                ["config", "get", "API_TOKEN"], environment: ["SECRET_KEY": key, "SECRET_KEY_FILE": "key"])
            #expect(both.exitCode == 1 && both.remarks.contains("SECRET_KEY_FILE is set too"))
            let rotated = await harness.run(
                ["secret", "rotate-key"], environment: ["SECRET_KEY": "\(other),\(key)"])
            #expect(rotated.exitCode == 0 && rotated.remarks.hasPrefix("1 secrets were sealed anew"))
            #expect(
                await harness.run(["config", "get", "API_TOKEN"], environment: ["SECRET_KEY": other]).exitCode == 0)
            let wrong = await harness.run(["config", "list"], environment: inEnvironment)
            #expect(wrong.exitCode == 1 && wrong.remarks.contains("API_TOKEN (stored) can't be opened"))
            #expect(wrong.remarks.contains("soar-mcp config set API_TOKEN"))
            let bad = await harness.run(["config", "list"], environment: ["SECRET_KEY": "canary-key"])
            #expect(bad.exitCode == 1 && bad.remarks.hasPrefix("Error: SECRET_KEY (environment)"))
            let status = await harness.run(["secret", "status", "--json"], environment: inEnvironment)
            #expect(status.exitCode == 1)
            #expect(try status.json()["secrets"]?.arrayValue?.first?["opens"] == false)
            let texts = [set, both, rotated, wrong, bad, status].map { $0.output + $0.remarks }.joined()
            #expect(!texts.contains("canary") && !texts.contains(key) && !texts.contains(other))
        }
    }

    @Test("that is lost or open to others stops the server's start with what to do")
    func startStops() async throws {
        try await withHarness { harness in
            _ = await harness.run("config", "set", "API_TOKEN", input: "canary-token")
            let path = harness.directory + "/soar_mcp.db.key"
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            let open = await harness.run("serve", "--mcp-port", "0", "--admin-port", "0")
            #expect(open.exitCode == 1 && open.remarks.contains("chmod 600 \(path)"))
            try FileManager.default.removeItem(atPath: path)
            let lost = await harness.run("serve", "--mcp-port", "0", "--admin-port", "0")
            #expect(lost.exitCode == 1 && lost.remarks.contains("there is no sealing key"))
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(await harness.run("config", "set", "API_TOKEN", input: "again").exitCode == 0)
            #expect(await harness.run("config", "get", "API_TOKEN").exitCode == 0)
        }
    }
}
