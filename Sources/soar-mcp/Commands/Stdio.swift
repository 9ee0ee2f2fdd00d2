//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Logging
import SOARAuth
import SOARCore
import SOARTransport

/// `soar-mcp stdio`.
struct Stdio: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "stdio", abstract: "Serve MCP to the program that starts this one, on standard input and output.",
        discussion: """
            The caller is the API token in the environment variable SOAR_TOKEN; without one it refuses to start. \
            It ends when its input does. The log goes to standard error.
            """)

    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        let token = try StdioToken(context.environment).token
        let layers = try settings.layers(in: context)
        // No token can be in a database that is not there yet.
        let store = try StoreAccess.open(Settings(layers).database, createsMissing: false, in: context)
        let settings = try await Settings.all(layers, storedIn: store, in: context)
        let logger = LoggingSetup.logger(
            "soar-mcp", settings.log, in: context, hiding: [settings.platform.token].compactMap(\.self))
        settings.platform.logMissing(logger)
        // The token is one of ours, so nobody else has to be asked about it.
        try await SOARComposition.with(
            settings, store: store, verifiers: [.database], logger: logger, in: context
        ) { parts in
            try await SOARStdioServer(parts: parts, token: token).run()
        }
    }
}
