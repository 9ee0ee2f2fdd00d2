//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARCore
import Testing

@testable import soar_mcp

@Suite("Settings come from the strongest place that has them")
struct SettingsOrderTests {
    private static let layers = [
        SettingsLayer(commandLine: [.mcpPort: "1001"]),
        SettingsLayer(.environment, variables: ["MCP_PORT": "1002"]),
        SettingsLayer(.environmentFile, variables: ["MCP_PORT": "1003"]),
        {
            var file = SettingsLayer(.file)
            file.set(.mcpPort, to: "1004", named: "mcp_port")
            return file
        }(),
    ]

    @Test("each place beats all that come after it", arguments: [0, 1, 2, 3])
    func placesBeatLaterOnes(_ first: Int) throws {
        let settings = try Settings(Array(Self.layers[first...]))
        #expect(settings.server.mcpPort == 1001 + first)
        #expect(settings.origins[.mcpPort]?.place == Self.layers[first].place)
    }

    @Test("the database is asked last and only about what it can hold")
    func databaseIsLast() throws {
        let stored = SettingsLayer(stored: ["soar_timeout": "7", "mcp_port": "1", "api_token": "abc"])
        let weak = try Settings([stored])
        #expect(weak.platform.timeout == .seconds(7))
        #expect(weak.platform.token?.exposed == "abc")
        #expect(weak.server.mcpPort == 12345)
        #expect(weak.origins[.soarTimeout] == SettingOrigin(place: .database, name: "soar_timeout"))
        #expect(weak.origins[.mcpPort] == .builtIn)
        let strong = try Settings([SettingsLayer(.environment, variables: ["SOAR_TIMEOUT": "9"]), stored])
        #expect(strong.platform.timeout == .seconds(9))
        #expect(strong.origins[.soarTimeout]?.place == .environment)
    }

    @Test("nothing said anywhere gives the documented defaults")
    func defaults() throws {
        let settings = try Settings([])
        #expect(settings.server == Settings.Server())
        #expect(settings.server.host == "127.0.0.1")
        #expect(settings.server.mcpPort == 12345)
        #expect(settings.server.adminPort == 12346)
        #expect(settings.server.allowsQueryToken)
        #expect(settings.platform.url == nil)
        #expect(settings.platform.token == nil)
        #expect(settings.platform.verifiesCertificates)
        #expect(settings.platform.timeout == .seconds(30))
        #expect(settings.platform.syncInterval == .seconds(14400))
        #expect(settings.platform.labels == ["MCP"])
        #expect(!settings.platform.skipsSync)
        #expect(!settings.playbookTools)
        #expect(settings.log == Settings.Log())
        #expect(settings.log.level == .info)
        #expect(settings.database.path == "soar_mcp.db")
        #expect(settings.origins.count == Setting.allCases.count)
        #expect(settings.origins.values.allSatisfy { $0 == .builtIn })
    }

    @Test("an empty value counts as not said")
    func emptyIsNotSaid() throws {
        let settings = try Settings([
            SettingsLayer(.environment, variables: ["SOAR_TIMEOUT": ""]),
            SettingsLayer(.environmentFile, variables: ["SOAR_TIMEOUT": "11"]),
        ])
        #expect(settings.platform.timeout == .seconds(11))
    }

    @Test("SSE_PORT stands in for MCP_PORT and never beats it")
    func ssePort() throws {
        let alone = try Settings([SettingsLayer(.environment, variables: ["SSE_PORT": "2000"])])
        #expect(alone.server.mcpPort == 2000)
        #expect(alone.server.adminPort == 2001)
        #expect(alone.origins[.mcpPort] == SettingOrigin(place: .environment, name: "SSE_PORT"))
        let both = try Settings([SettingsLayer(.environment, variables: ["SSE_PORT": "2000", "MCP_PORT": "3000"])])
        #expect(both.server.mcpPort == 3000)
    }

    @Test("variables of other programs and other spellings are left alone")
    func foreignVariables() throws {
        let settings = try Settings([
            SettingsLayer(.environment, variables: ["mcp_port": "nonsense", "HTTP_PROXY": "x", "PORT": "y"])
        ])
        #expect(settings.server.mcpPort == 12345)
    }

    @Test("any free MCP port means any free admin port")
    func freePorts() throws {
        let settings = try Settings([SettingsLayer(commandLine: [.mcpPort: "0"])])
        #expect(settings.server.adminPort == 0)
        let both = try Settings([SettingsLayer(commandLine: [.mcpPort: "0", .adminPort: "0"])])
        #expect(both.server.adminPort == 0)
    }
}
