//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// How a client starts this program itself.
struct ClientProgram {
    /// The program's path: clients look for programs in places of their own.
    let path: String
    let arguments: [String]
    let token: String?

    fileprivate func members(token: String) -> JSONObject {
        [
            "command": .string(path), "args": JSONValue(arguments),
            "env": [StdioToken.variable: .string(token)],
        ]
    }
}

extension AIClient {
    /// The JSON to put into the client's configuration, so that it starts `soar-mcp stdio`.
    func configuration(for program: ClientProgram) -> JSONValue {
        let members = program.members(token: program.token ?? ClientEndpoint.placeholder)
        switch self {
        case .generic: return .object(members)
        case .claudeDesktop, .cursor: return ["mcpServers": [Self.serverName: .object(members)]]
        case .cherryStudio:
            var server: JSONObject = ["name": .string(Self.serverName), "type": "stdio"]
            server["isActive"] = true
            return ["mcpServers": [Self.serverName: .object(server.merging(members))]]
        case .vscode:
            let members = program.members(token: program.token ?? Self.vscodeInput)
            var configuration: JSONObject = [
                "servers": [Self.serverName: .object((["type": "stdio"] as JSONObject).merging(members))]
            ]
            if program.token == nil { configuration["inputs"] = Self.vscodeInputs }
            return .object(configuration)
        }
    }
}
