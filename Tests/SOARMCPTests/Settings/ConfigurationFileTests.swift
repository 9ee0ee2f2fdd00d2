//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import soar_mcp

@Suite("A configuration file is read strictly")
struct ConfigurationFileTests {
    private static func read(_ text: String, as name: String) async throws -> SettingsLayer {
        try await withHarness { harness in
            try harness.write(text, to: name)
            return try ConfigurationFile.read(harness.directory + "/" + name)
        }
    }

    @Test("YAML is taken as it is written, lists and digits included")
    func yaml() async throws {
        let layer = try await Self.read(
            """
            # a comment
            mcp_port: 8000   # behind a value
            api_token: 00012345678901234567890
            "ssl_verify": false
            soar_labels:
              - MCP
              - 应急
            allowed_hosts: [a.example.com, b.example.com]
            api_url: "https://soar.example.com"
            soar_timeout: ~
            sync_interval:
            """, as: "soar.yaml")
        #expect(layer.values[.mcpPort] == "8000")
        #expect(layer.values[.apiToken] == "00012345678901234567890")
        #expect(layer.values[.sslVerify] == "false")
        #expect(layer.values[.soarLabels] == "MCP,应急")
        #expect(layer.values[.allowedHosts] == "a.example.com,b.example.com")
        #expect(layer.values[.apiURL] == "https://soar.example.com")
        #expect(layer.values[.soarTimeout] == nil)
        #expect(layer.values[.syncInterval] == nil)
    }

    @Test("JSON is taken as it is written")
    func json() async throws {
        let layer = try await Self.read(
            #"{"mcp_port": 8000, "api_token": "0001", "ssl_verify": false, "soar_labels": ["MCP", "应急"], "api_url": null}"#,
            as: "soar.JSON")
        #expect(layer.values[.mcpPort] == "8000")
        #expect(layer.values[.apiToken] == "0001")
        #expect(layer.values[.sslVerify] == "false")
        #expect(layer.values[.soarLabels] == "MCP,应急")
        #expect(layer.values[.apiURL] == nil)
    }

    @Test(
        "an unknown key is refused with the nearest known one",
        arguments: [
            ("a.yaml", "mpc_port: 1", "mcp_port"), ("a.yml", "API-TOKEN: canary", "api_token"),
            ("a.json", #"{"soar_lables": "canary"}"#, "soar_labels"), ("a.json", #"{"mcpPort": 1}"#, "mcp_port"),
        ])
    func unknownKey(_ name: String, _ text: String, _ near: String) async throws {
        let error = await #expect(throws: SettingsError.self) { try await Self.read(text, as: name) }
        #expect(error?.message.english.hasSuffix("did you mean \(near)?") == true)
        #expect(error?.message.english.contains("canary") == false)
    }

    @Test(
        "what is not a flat list of settings is refused in one line without its content",
        arguments: [
            ("a.yaml", "api_token: {a: canary}"), ("a.yaml", "mcp_port: [1, 2]"), ("a.yaml", "canary"),
            ("a.yaml", "api_token: \"canary"), ("a.yaml", "mcp_port: 1\nmcp_port: 2"), ("a.yaml", "server:\n  port: 1"),
            ("a.json", "[]"), ("a.json", "{\"api_token\": \"canary\",}"), ("a.json", "{\"api_token\": {}}"),
            ("a.json", "{\"mcp_port\": 1, \"mcp_port\": 2}"), ("a.json", "{\"api_token\": 123456789012345678901234}"),
            ("a.toml", "mcp_port = 1"), ("a.json", String(repeating: " ", count: 300 * 1024)),
        ])
    func notFlat(_ name: String, _ text: String) async throws {
        let error = try #require(
            await #expect(throws: SettingsError.self) { try await Self.read(text, as: name) })
        #expect(error.message.english.contains(name))
        #expect(!error.message.english.contains { $0.isNewline })
        #expect(!error.message.english.contains("canary") || text == "canary")
    }

    @Test(
        "what is wrong with it is told in words, with its place",
        arguments: [
            ("{\"mcp_port\": 1", "it ends too early, at byte 14"),
            ("{\"mcp_port\": 1, \"mcp_port\": 2}", "two members of one object have the same name, at byte 16"),
            ("{\"mcp_port\": 1.5}", "mcp_port can't be used; accepted: a text, a whole number, true or false"),
        ])
    func words(_ text: String, _ words: String) async throws {
        let error = await #expect(throws: SettingsError.self) { try await Self.read(text, as: "a.json") }
        #expect(error?.message.english.contains(words) == true)
    }

    @Test("a file that is not there is refused by its name")
    func missing() async throws {
        try await withHarness { harness in
            let outcome = await harness.run("config", "list", "--config", "nowhere.yaml")
            #expect(outcome.exitCode == 1)
            #expect(outcome.remarks == "Error: \(harness.directory)/nowhere.yaml: there is no such file\n")
        }
    }

    @Test("a .env file is read as the predecessor's reader did")
    func environmentFile() throws {
        let variables = try EnvironmentFile.variables(
            in: """
                # comment
                API_URL="https://soar.example.com" # behind
                export API_TOKEN='00 12#3'
                SOAR_LABELS=MCP,a#b # comment
                EMPTY=
                SPACED = value
                not a line
                =x

                \t
                my-var=other
                """)
        #expect(
            variables == [
                "API_URL": "https://soar.example.com", "API_TOKEN": "00 12#3", "SOAR_LABELS": "MCP,a#b", "EMPTY": "",
                "SPACED": "value",
            ])
        let marked = try EnvironmentFile.variables(in: "\u{FEFF}MCP_PORT=1\r\nX=2\r\n")
        #expect(marked == ["MCP_PORT": "1", "X": "2"])
    }

    @Test(
        "a line of a .env file that names a setting and says nothing is refused by its number, and not shown",
        arguments: [
            "MCP_PORT", "LOG_LEVEL: canary", "SOAR-LABELS=canary", "export API_TOKEN", "api_token canary=canary",
        ])
    func malformedLine(_ line: String) async throws {
        try await withHarness { harness in
            try harness.write("# comment\r\n\r\nMCP_PORT=1\r\n\(line)\r\n", to: ".env")
            let outcome = await harness.run("config", "list")
            #expect(outcome.exitCode == 1 && outcome.output.isEmpty)
            #expect(outcome.remarks.contains("/.env, line 4: ") && outcome.remarks.contains("accepted: NAME=value"))
            #expect(!outcome.remarks.contains("canary"))
            let chinese = await harness.run(["config", "list"], environment: ["SOAR_LANG": "zh"])
            #expect(chinese.remarks.contains("第 4 行"))
        }
    }
}
