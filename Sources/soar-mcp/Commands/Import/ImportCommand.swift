//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import SOARCore

/// `soar-mcp import`.
struct ImportCommand: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take over the database of SOAR MCP Server (Python).",
        discussion: """
            Tokens (they stay good for their holders), playbooks with their switches, settings, the admin password and \
            the audit log. The file is only read; everything is taken over or nothing, and a second time changes nothing. \
            Stop the old program first.
            """)

    @Argument(help: ArgumentHelp("The old program's database.", valueName: "file"), completion: .file())
    var file: String

    @Flag(help: "Say what would be taken over, and keep nothing.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "The zone of the old program's times, such as Asia/Shanghai (default: this machine's).", valueName: "zone"),
        transform: Self.zone)
    var timeZone: TimeZone?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let resolved = try Settings(settings.layers(in: context))
        var options = PredecessorImport.Options(timeZone: timeZone ?? .current)
        options.isDryRun = dryRun
        options.checkSetting = Self.fault
        options.purposeOfSetting = { StoredSettings.purposePrefix + $0 }
        let zone = options.timeZone.identifier
        let path = context.absolutePath(file)
        let report = try await Self.withStore(resolved, isDryRun: dryRun, in: context) { [options] store, sealer in
            try await PredecessorImport(into: store, sealer: sealer, options: options, by: context.asOperator)
                .run(path)
        }
        if output.json {
            try context.printResult(report.json(isDryRun: dryRun, timeZone: zone))
        } else {
            try report.print(isDryRun: dryRun, timeZone: zone, in: context)
        }
    }

    /// Opens the store; a trial where there is none yet gets one that goes away afterwards.
    private static func withStore<Value>(
        _ settings: Settings, isDryRun: Bool, in context: CommandContext,
        _ body: (SQLiteStore, SecretSealer) async throws -> Value
    ) async throws -> Value {
        guard isDryRun else {
            let store = try StoreAccess.open(settings.database, createsMissing: true, in: context)
            return try await body(store, SecretSealer(settings.sealingKeys(in: context)))
        }
        // Nothing that is sealed in a trial is kept, and no key file is to be made for it.
        let sealer = SecretSealer(.keys([SealingKey()]))
        if FileManager.default.fileExists(atPath: context.absolutePath(settings.database.path)) {
            return try await body(try StoreAccess.open(settings.database, createsMissing: false, in: context), sealer)
        }
        let folder = FileManager.default.temporaryDirectory.path + "/soar-mcp-import-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(try SQLiteStore(path: folder + "/trial.db"), sealer)
    }

    /// What the next start would say to a stored value.
    @Sendable private static func fault(_ name: String, _ value: String) -> String? {
        do throws(SettingsError) {
            _ = try Settings([SettingsLayer(stored: [name: value])])
            return nil
        } catch {
            return error.message.english
        }
    }

    private static func zone(_ text: String) throws -> TimeZone {
        guard let zone = TimeZone(identifier: text) else {
            throw ValidationError("Unknown time zone. Give a name such as Asia/Shanghai, or UTC.")
        }
        return zone
    }
}
