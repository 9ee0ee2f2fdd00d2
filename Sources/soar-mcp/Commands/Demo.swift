//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import Logging
import OctoMationSimulator
import SOARCore

/// `soar-mcp demo`.
struct Demo: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Serve with a simulated platform, and print a token to try it with.",
        discussion: "Nothing real is reached. Without --database everything is kept in a new temporary folder.")

    /// What the demo's token is called.
    static let tokenName = "demo"
    /// The stored setting that says that a database is a demo's.
    static let marker = "demo"
    /// How long the demo's token is good for.
    static let tokenLifetime: TimeInterval = 7 * 24 * 3600

    @OptionGroup var server: ServerOptions
    @OptionGroup var options: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "soar-mcp-demo-\(UUID().uuidString)")
        // What nobody has given a name goes away with the demo.
        defer { try? FileManager.default.removeItem(at: folder) }
        try await withSimulator { simulator in try await serve(simulator, folder, in: context) }
    }

    private func serve(_ simulator: OctoMationSimulator, _ folder: URL, in context: CommandContext) async throws {
        var settings = try Settings(options.layers(in: context, overriding: try await overrides(simulator, folder)))
        // Its token is short-lived by design, and nobody could give another one.
        settings.tokenExpiryNotice = 0
        let logger = LoggingSetup.logger(
            "soar-mcp", settings.log, in: context, hiding: [settings.platform.token].compactMap(\.self))
        let metrics = ServerMetrics()
        let store = try await store(settings.database, in: context, metrics)
        let token = try await newToken(in: store, by: context.asOperator)
        try await SOARComposition.with(
            settings, store: store, metrics: metrics, logger: logger, in: context
        ) { parts in
            _ = try await parts.sync.syncNow()
            try await SOARServer(parts: parts).run(whenReady: announcement(of: token, settings, in: context))
        }
    }

    /// What makes it a demo, whatever the environment says.
    private func overrides(_ simulator: OctoMationSimulator, _ folder: URL) async throws -> [Setting: String] {
        var overrides = server.overrides
        overrides[.apiURL] = try await simulator.baseURL
        overrides[.apiToken] = OctoMationSimulator.Configuration.defaultToken
        overrides[.soarLabels] = "MCP"
        overrides[.skipSync] = "true"
        if options.database == nil {
            overrides[.databaseURL] = DatabaseLocation.url(ofPath: folder.appending(path: "soar_mcp.db").path())
        }
        return overrides
    }

    /// Opens a database that is new or was made by a demo; simulated playbooks have no business in another one.
    private func store(
        _ location: DatabaseLocation, in context: CommandContext, _ metrics: ServerMetrics
    ) async throws -> SQLiteStore {
        let isNew = !FileManager.default.fileExists(atPath: context.absolutePath(location.path))
        let store = try StoreAccess.open(location, createsMissing: true, in: context, metrics: metrics)
        if isNew { try await store.setSetting(Self.marker, to: "true", by: nil) }
        guard try await store.setting(Self.marker) == "true" else {
            throw CommandError(
                Message(
                    "The database \(location.path) is not a demo's: choose another path. Nothing was changed.",
                    "数据库 \(location.path) 不是演示数据库：请换一个路径。未作任何更改。"))
        }
        return store
    }

    /// A token of an earlier run can't be shown again, so it is revoked and there is a new one.
    private func newToken(
        in store: some TokenAdministration, by operator: Operator
    ) async throws -> APITokenSecret {
        for token in try await store.tokens(tenant: .default)
        where token.name == Self.tokenName && token.state != .revoked {
            _ = try await store.setToken(token.id, state: .revoked, by: `operator`)
        }
        let secret = APITokenSecret()
        let token = NewAPIToken(
            name: Self.tokenName, summary: "Made by soar-mcp demo.", secret: secret, createdAt: `operator`.time,
            expiresAt: `operator`.time.addingTimeInterval(Self.tokenLifetime))
        _ = try await store.insertToken(token, by: `operator`)
        return secret
    }

    private func announcement(
        of token: APITokenSecret, _ settings: Settings, in context: CommandContext
    ) -> @Sendable (ServerAddresses) throws -> Void {
        let output = output
        return { addresses in try Self.announce(addresses, token, settings, asJSON: output.json, in: context) }
    }

    private static func announce(
        _ addresses: ServerAddresses, _ token: APITokenSecret, _ settings: Settings, asJSON: Bool,
        in context: CommandContext
    ) throws {
        if asJSON {
            let line: JSONValue = [
                "mcpURL": .string(addresses.mcpURL), "adminURL": .string(addresses.adminURL),
                "platformURL": JSONValue(settings.platform.url?.description),
                "token": .string(token.exposed), "database": .string(settings.database.path),
            ]
            try context.printResult(line.text())
            return
        }
        let endpoint = try ClientEndpoint(
            url: addresses.mcpURL, server: settings.server, token: token.exposed, form: .bearer)
        try context.printResult("MCP       \(addresses.mcpURL)")
        try context.printResult("Admin     \(addresses.adminURL)")
        try context.printResult("Database  \(settings.database.path)")
        try context.printResult("Token     \(token.exposed)")
        try context.printResult("")
        try context.printResult(AIClient.generic.configuration(for: endpoint))
        context.printRemark(
            Message(
                "Serving a simulated platform until Ctrl-C. For other clients: soar-mcp client-config --help",
                "正在以模拟平台提供服务，按 Ctrl-C 结束。其他客户端配置：soar-mcp client-config --help"))
    }
}
