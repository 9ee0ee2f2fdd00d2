//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Logging

/// The options that every command takes which reads settings.
struct SettingsOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The database file (default: soar_mcp.db).", valueName: "path"), completion: .file())
    var database: String?

    @Option(
        help: ArgumentHelp("A file with settings, YAML or JSON by its extension.", valueName: "file"),
        completion: .file())
    var config: String?

    @Option(
        help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "level"),
        completion: .list(Logger.Level.allCases.map(\.rawValue)))
    var logLevel: String?

    /// What was given, as the strongest layer.
    var overrides: [Setting: String] {
        var overrides: [Setting: String] = [:]
        overrides[.databaseURL] = database.map(DatabaseLocation.url(ofPath:))
        overrides[.logLevel] = logLevel
        return overrides
    }

    /// What each place but the database says, the strongest first.
    ///
    /// - Parameters:
    ///   - context: Whose environment and directory count.
    ///   - further: Settings for which the command has options of its own.
    /// - Returns: One layer a place, also where it says nothing.
    /// - Throws: ``SettingsError`` for a file that can't be read.
    func layers(
        in context: CommandContext, overriding further: [Setting: String] = [:]
    ) throws(SettingsError) -> [SettingsLayer] {
        try SettingsLayer.gather(
            commandLine: overrides.merging(further) { _, further in further }, configurationFile: config, in: context)
    }
}
