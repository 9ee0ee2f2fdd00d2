//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// Opens the database for a command.
enum StoreAccess {
    /// Up to here a command has the whole file checked, which takes milliseconds; of a larger one what decides who may
    /// do what. The server and `doctor` look at more.
    static let bytesCheckedByCommands: Int64 = 1024 * 1024

    /// Opens the store that the settings name.
    ///
    /// - Parameters:
    ///   - location: Where the file is.
    ///   - createsMissing: Whether a file is made where there is none; otherwise a wrong path is refused.
    ///   - context: Whose directory relative paths begin at.
    ///   - metrics: Hears of the transactions of audit records.
    ///   - checkedBytes: Up to how large a file is checked as a whole; nil for the store's own limit.
    /// - Returns: The store, open.
    /// - Throws: `StoreError` with what is wrong with the file.
    static func open(
        _ location: DatabaseLocation, createsMissing: Bool, in context: CommandContext, metrics: ServerMetrics? = nil,
        checkedBytes: Int64? = nil
    ) throws -> SQLiteStore {
        var configuration = SQLiteStore.Configuration(path: context.absolutePath(location.path))
        // A write may wait behind another one, so a caller waits at most twice as long: well within ten seconds.
        configuration.busyTimeout = .seconds(3)
        configuration.opening = createsMissing ? .createIfMissing : .mustExist
        if let checkedBytes { configuration.maximumCheckedBytes = checkedBytes }
        if let metrics { configuration.auditCommitted = metrics.note }
        let store = try SQLiteStore(configuration)
        metrics?.show(store, now: context.now)
        return store
    }
}

extension SettingsOptions {
    /// Opens the store that the settings name, for a command that needs nothing else of them.
    func store(createsMissing: Bool = false, in context: CommandContext) throws -> SQLiteStore {
        let settings = try Settings(layers(in: context))
        return try StoreAccess.open(
            settings.database, createsMissing: createsMissing, in: context,
            checkedBytes: StoreAccess.bytesCheckedByCommands)
    }

    /// All settings, with those that are stored.
    func settings(storedIn store: any SOARStore, in context: CommandContext) async throws -> Settings {
        try await Settings.all(layers(in: context), storedIn: store, in: context)
    }

    /// The same, also where there is no database: none is made just to look into it.
    func effectiveSettings(in context: CommandContext) async throws -> Settings {
        let first = try Settings(layers(in: context))
        guard FileManager.default.fileExists(atPath: context.absolutePath(first.database.path)) else { return first }
        let store = try StoreAccess.open(
            first.database, createsMissing: false, in: context, checkedBytes: StoreAccess.bytesCheckedByCommands)
        return try await settings(storedIn: store, in: context)
    }
}
