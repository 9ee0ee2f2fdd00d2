//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Logging
import SOARCore
import UnixSignals

/// `soar-mcp serve`.
struct Serve: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve MCP and the admin port, until SIGTERM or SIGINT.",
        discussion: """
            Prints the addresses on standard output when both ports are open. SIGHUP reads certificates, files with \
            keys and settings again.
            """)

    @OptionGroup var server: ServerOptions
    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        // From here on SIGHUP ends nothing: what asks for new settings during the start is done after it.
        let hangUps = await UnixSignalsSequence(trapping: .sighup)
        let (options, overrides) = (settings, server.overrides)
        let layers = try options.layers(in: context, overriding: overrides)
        let metrics = ServerMetrics()
        let store = try StoreAccess.open(
            Settings(layers).database, createsMissing: true, in: context, metrics: metrics)
        let settings = try await Settings.all(layers, storedIn: store, in: context)
        let threshold = LogThreshold(settings.log.level)
        let logger = LoggingSetup.logger(
            "soar-mcp", settings.log, threshold: threshold, in: context,
            hiding: [settings.platform.token].compactMap(\.self))
        let reading = SettingsReading(threshold: threshold) {
            try await Settings.all(options.layers(in: context, overriding: overrides), storedIn: store, in: context)
        }
        settings.platform.logMissing(logger)
        try await SOARComposition.with(
            settings, store: store, metrics: metrics, logger: logger, in: context
        ) { parts in
            try await SOARServer(parts: parts).run(reading: reading, hangUps: hangUps) { addresses in
                try context.printResult("MCP    \(addresses.mcpURL)")
                try context.printResult("Admin  \(addresses.adminURL)")
            }
        }
    }
}

extension Settings.Platform {
    /// Without a platform it serves all the same, so that it can be set up.
    func logMissing(_ logger: Logger) {
        guard !missing.isEmpty else { return }
        logger.warning(
            "No SOAR platform is configured: there are no playbooks to run",
            metadata: ["missing": "\(missing.map(\.name).joined(separator: " "))"])
    }
}
