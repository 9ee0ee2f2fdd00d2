//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import soar_mcp

@Suite("client-config")
struct ClientConfigTests {
    private static let token = "soar_TEST"
    private static let url = "https://soar.example.com/mcp"

    private static func configuration(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> JSONValue {
        try await withHarness { harness in
            let outcome = await harness.run(["client-config"] + arguments, environment: environment)
            #expect(outcome.exitCode == 0, "\(outcome.remarks)")
            return try outcome.json()
        }
    }

    @Test(
        "prints each client's own format with the token in the header",
        arguments: [
            (
                "cherry-studio",
                [
                    "mcpServers": [
                        "soar-mcp": [
                            "name": "soar-mcp", "type": "streamableHttp", "isActive": true, "url": .string(url),
                            "headers": ["Authorization": "Bearer soar_TEST"],
                        ]
                    ]
                ]
            ),
            (
                "claude-desktop",
                [
                    "mcpServers": [
                        "soar-mcp": [
                            "command": "npx",
                            "args": [
                                "-y", "mcp-remote", .string(url), "--transport", "http-only", "--header",
                                "Authorization:${SOAR_MCP_AUTHORIZATION}",
                            ],
                            "env": ["SOAR_MCP_AUTHORIZATION": "Bearer soar_TEST"],
                        ]
                    ]
                ]
            ),
            (
                "cursor",
                [
                    "mcpServers": [
                        "soar-mcp": ["url": .string(url), "headers": ["Authorization": "Bearer soar_TEST"]]
                    ]
                ]
            ),
            (
                "vscode",
                [
                    "servers": [
                        "soar-mcp": [
                            "type": "http", "url": .string(url), "headers": ["Authorization": "Bearer soar_TEST"],
                        ]
                    ]
                ]
            ),
        ] as [(String, JSONValue)])
    func bearer(_ client: String, _ expected: JSONValue) async throws {
        #expect(try await Self.configuration([client, "--token", Self.token, "--url", Self.url]) == expected)
    }

    @Test("has the client start the program, with the token in its environment", arguments: AIClient.allCases)
    func stdio(_ client: AIClient) async throws {
        for token in [Self.token, nil] {
            let (configuration, directory) = try await withHarness { harness in
                let given = token.map { ["--token", $0] } ?? []
                let outcome = await harness.run(["client-config", client.rawValue, "--stdio"] + given)
                return (try outcome.json(), harness.directory)
            }
            let server =
                switch client {
                case .generic: configuration
                case .vscode: configuration["servers"]?["soar-mcp"] ?? .null
                default: configuration["mcpServers"]?["soar-mcp"] ?? .null
                }
            #expect(server["command"] == "soar-mcp")
            #expect(server["args"] == ["stdio", "--database", .string(directory + "/soar_mcp.db")])
            let isAsked = client == .vscode && token == nil
            let expected = token ?? (isAsked ? "${input:soar-mcp-token}" : "<TOKEN>")
            #expect(server["env"] == ["SOAR_TOKEN": .string(expected)])
            #expect((configuration["inputs"]?[0]?["id"] == "soar-mcp-token") == isAsked)
            if client == .vscode || client == .cherryStudio { #expect(server["type"] == "stdio") }
        }
    }

    @Test("puts the token into the address where that is asked for", arguments: AIClient.allCases)
    func query(_ client: AIClient) async throws {
        let configuration = try await Self.configuration(
            [client.rawValue, "--token", Self.token, "--url", Self.url, "--form", "query"])
        let text = configuration.text()
        #expect(text.contains("\(Self.url)?token=\(Self.token)"))
        if client != .generic { #expect(!text.contains("Authorization")) }
    }

    @Test("leaves a place for the token, and VS Code asks for it", arguments: AIClient.allCases)
    func placeholder(_ client: AIClient) async throws {
        let configuration = try await Self.configuration([client.rawValue])
        let text = configuration.text()
        #expect(text.contains("http://127.0.0.1:12345/mcp"))
        if client == .vscode {
            #expect(configuration["inputs"]?[0]?["type"] == "promptString")
            #expect(configuration["inputs"]?[0]?["password"] == true)
            let id = try #require(configuration["inputs"]?[0]?["id"]?.stringValue)
            #expect(text.contains("Bearer ${input:\(id)}"))
        } else {
            #expect(text.contains("Bearer <TOKEN>"))
        }
    }

    @Test("tells mcp-remote that plain HTTP is meant, except where it knows")
    func plainHTTP() async throws {
        func arguments(_ url: String) async throws -> String {
            try await Self.configuration(["claude-desktop", "--url", url]).text()
        }
        #expect(try await arguments("http://10.0.0.1:12345/mcp").contains("--allow-http"))
        #expect(try await !arguments("http://localhost:12345/mcp").contains("--allow-http"))
        #expect(try await !arguments("https://10.0.0.1/mcp").contains("--allow-http"))
    }

    @Test(
        "takes the address from the settings",
        arguments: [
            (["BIND_HOST": "0.0.0.0", "MCP_PORT": "80"], "http://127.0.0.1:80/mcp"),
            (["BIND_HOST": "::1"], "http://[::1]:12345/mcp"),
            (["BIND_HOST": "soar.local"], "http://soar.local:12345/mcp"),
            (["PUBLIC_URL": "https://soar.example.com/mcp", "MCP_PORT": "0"], "https://soar.example.com/mcp"),
        ])
    func settings(_ environment: [String: String], _ url: String) async throws {
        let configuration = try await Self.configuration(["generic"], environment: environment)
        #expect(configuration["bearer"]?["url"] == .string(url))
        #expect(configuration["bearer"]?["curl"]?.stringValue?.contains("curl -sS '\(url)'") == true)
    }

    @Test(
        "refuses what no client can use",
        arguments: [
            (["cursor", "--url", "soar.example.com"], [:], 1), (["cursor", "--url", "https://h/?token=x"], [:], 1),
            (["cursor"], ["MCP_PORT": "0"], 1), (["cursor", "--form", "query"], ["ALLOW_QUERY_TOKEN": "0"], 1),
            (["emacs"], [:], 64), (["cursor", "--token", ""], [:], 64),
            (["cursor", "--token", " ", "--stdio"], [:], 64), ([], [:], 64), (["cursor", "--form", "cookie"], [:], 64),
            (["cursor", "--stdio", "--url", "https://h/mcp"], [:], 64),
            (["cursor", "--stdio", "--form", "query"], [:], 64),
        ] as [([String], [String: String], Int32)])
    func refused(_ arguments: [String], _ environment: [String: String], _ exitCode: Int32) async throws {
        try await withHarness { harness in
            let outcome = await harness.run(["client-config"] + arguments, environment: environment)
            #expect(outcome.exitCode == exitCode)
            #expect(outcome.output.isEmpty)
        }
    }
}
