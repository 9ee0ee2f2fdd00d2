//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Testing

@testable import soar_mcp

@Suite("Settings of the protected resource")
struct ResourceSettingsTests {
    private static func settings(_ variables: [String: String]) throws(SettingsError) -> Settings {
        try Settings([SettingsLayer(.environment, variables: variables)])
    }

    @Test("without an authorization server nothing is published, whatever the address")
    func nothing() throws {
        #expect(try Self.settings([:]).server.resource == nil)
        let settings = try Self.settings(["PUBLIC_URL": "https://soar.example.com/mcp"])
        #expect(settings.server.resource == nil)
        #expect(settings.server.publicURL?.host == "soar.example.com")
    }

    @Test("with one the server says who it is, whose tokens it takes, and for what")
    func resource() throws {
        let settings = try Self.settings([
            "PUBLIC_URL": " https://Soar.example.com/team/mcp ",
            "AUTHORIZATION_SERVERS": "https://login.example.com/realm/,http://127.0.0.1:9000",
            "INITIAL_SCOPES": "playbooks:read, executions:read",
        ])
        let resource = try #require(settings.server.resource)
        #expect(resource.identifier == "https://soar.example.com/team/mcp")
        #expect(
            resource.authorizationServers.map(\.description) == [
                "https://login.example.com/realm/", "http://127.0.0.1:9000",
            ])
        #expect(resource.initialScopes == [.playbooksRead, .executionsRead])
        #expect(Set(resource.scopes) == Scope.standard)
        let lines = settings.lines.filter { $0.setting == .authorizationServers || $0.setting == .initialScopes }
        #expect(
            lines.map(\.value) == [
                "https://login.example.com/realm/,http://127.0.0.1:9000", "playbooks:read,executions:read",
            ])
    }

    @Test("where nothing is said, a client asks for what an API token gets")
    func initialScopes() throws {
        let settings = try Self.settings([
            "PUBLIC_URL": "https://h/mcp", "AUTHORIZATION_SERVERS": "https://login.example.com",
        ])
        #expect(Set(try #require(settings.server.resource).initialScopes) == Scope.standard)
    }

    @Test("an authorization server without the server's own address is refused, and so are too many")
    func refused() throws {
        let missing = try #require(throws: SettingsError.self) {
            try Self.settings(["AUTHORIZATION_SERVERS": "https://login.example.com"])
        }
        #expect(missing.message.english.hasPrefix("PUBLIC_URL (default): nothing is set"))
        #expect(missing.message.english.contains("accepted: the address of MCP"))
        #expect(missing.message.chinese.contains("未设置"))
        let servers = (0...16).map { "https://login\($0).example.com" }.joined(separator: ",")
        let many = try #require(throws: SettingsError.self) {
            try Self.settings(["PUBLIC_URL": "https://h/mcp", "AUTHORIZATION_SERVERS": servers])
        }
        #expect(many.message.english.hasPrefix("AUTHORIZATION_SERVERS (environment): 17 values are too many"))
    }
}
