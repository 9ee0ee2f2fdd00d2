//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension AIClient {
    /// Settings → MCP Servers → import from JSON.
    ///
    /// The word for the transport is Cherry Studio's own.
    static func cherryStudio(_ endpoint: ClientEndpoint) -> JSONValue {
        var server: JSONObject = ["name": .string(serverName), "type": "streamableHttp"]
        server["isActive"] = true
        return ["mcpServers": [serverName: .object(server.merging(remote(endpoint)))]]
    }

    /// `claude_desktop_config.json` starts programs only, so npm's mcp-remote stands in between.
    ///
    /// The header's value travels in a variable: on Windows an argument with a blank in it is torn apart.
    static func claudeDesktop(_ endpoint: ClientEndpoint) -> JSONValue {
        let token = endpoint.token ?? ClientEndpoint.placeholder
        var arguments = ["-y", "mcp-remote", endpoint.address(token: token), "--transport", "http-only"]
        // mcp-remote takes plain HTTP on its word only for this one name.
        if endpoint.url.hasPrefix("http:"), endpoint.host != "localhost" { arguments.append("--allow-http") }
        var server: JSONObject = ["command": "npx"]
        if let authorization = endpoint.authorization(token: token) {
            arguments += ["--header", "Authorization:${SOAR_MCP_AUTHORIZATION}"]
            server["env"] = ["SOAR_MCP_AUTHORIZATION": .string(authorization)]
        }
        server["args"] = JSONValue(arguments)
        return ["mcpServers": [serverName: .object(server)]]
    }

    /// `~/.cursor/mcp.json`, or `.cursor/mcp.json` in a project.
    static func cursor(_ endpoint: ClientEndpoint) -> JSONValue {
        ["mcpServers": [serverName: .object(remote(endpoint))]]
    }

    /// The file `.vscode/mcp.json`.
    ///
    /// Without a token VS Code asks for it once and keeps it, so that none is in the file.
    static func vscode(_ endpoint: ClientEndpoint) -> JSONValue {
        var server: JSONObject = ["type": "http"]
        server = server.merging(remote(endpoint, token: endpoint.token ?? vscodeInput))
        var configuration: JSONObject = ["servers": [serverName: .object(server)]]
        if endpoint.token == nil { configuration["inputs"] = vscodeInputs }
        return .object(configuration)
    }

    /// What VS Code puts in where no token was given.
    static let vscodeInput = "${input:soar-mcp-token}"

    /// Has VS Code ask for it.
    static let vscodeInputs: JSONValue = [
        ["type": "promptString", "id": "soar-mcp-token", "description": "soar-mcp API token", "password": true]
    ]

    /// Both forms and a command to try each with, for every other client.
    static func generic(_ endpoint: ClientEndpoint) -> JSONValue {
        let token = endpoint.token ?? ClientEndpoint.placeholder
        let query = "\(endpoint.url)?token=\(token)"
        return [
            "transport": "streamable-http",
            "bearer": [
                "url": .string(endpoint.url), "headers": ["Authorization": .string("Bearer \(token)")],
                "curl": .string(curl(endpoint.url, header: "Authorization: Bearer \(token)")),
            ],
            "query": ["url": .string(query), "curl": .string(curl(query, header: nil))],
        ]
    }

    private static func remote(_ endpoint: ClientEndpoint, token: String? = nil) -> JSONObject {
        let token = token ?? endpoint.token ?? ClientEndpoint.placeholder
        var members: JSONObject = ["url": .string(endpoint.address(token: token))]
        if let authorization = endpoint.authorization(token: token) {
            members["headers"] = ["Authorization": .string(authorization)]
        }
        return members
    }

    private static func curl(_ url: String, header: String?) -> String {
        let body: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": "ping"]
        let headers = ["Content-Type: application/json", "Accept: application/json, text/event-stream"]
        let options = (headers + (header.map { [$0] } ?? [])).map { "-H \(shellQuoted($0))" }
        return "curl -sS \(shellQuoted(url)) \(options.joined(separator: " ")) -d \(shellQuoted(body.text()))"
    }

    private static func shellQuoted(_ text: String) -> String { "'" + text.replacing("'", with: #"'\''"#) + "'" }
}
