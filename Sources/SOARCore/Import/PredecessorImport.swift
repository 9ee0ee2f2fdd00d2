//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

public import struct Foundation.Date
public import struct Foundation.TimeZone

/// Takes over a database of SOAR MCP Server, the program in Python that came before: tokens, playbooks with their
/// switches, settings, the admin password and the audit log.
///
/// The source is only read. All of it is taken in one transaction or nothing, and a second import changes nothing.
/// What is here already counts more than what is in the source.
public struct PredecessorImport: Sendable {
    /// How an import is done.
    public struct Options: Sendable {
        /// The zone of the source's times, which don't say.
        public var timeZone: TimeZone
        /// Whether everything is tried and nothing is kept.
        public var isDryRun = false
        /// Why a setting's value can't be used, for those who set it; nil where it can.
        public var checkSetting: @Sendable (_ name: String, _ value: String) -> String? = { _, _ in nil }
        /// What a setting's sealed value is bound to.
        public var purposeOfSetting: @Sendable (_ name: String) -> String = { "setting/" + $0 }

        public init(timeZone: TimeZone) { self.timeZone = timeZone }
    }

    private let store: SQLiteStore
    private let sealer: SecretSealer
    private let options: Options
    private let `operator`: Operator

    /// Makes an import.
    ///
    /// - Parameters:
    ///   - store: Where everything goes.
    ///   - sealer: Seals the platform's token.
    ///   - options: How it is done.
    ///   - operator: Who imports, for the audit log; the time is that of what has none of its own.
    public init(into store: SQLiteStore, sealer: SecretSealer, options: Options, by operator: Operator) {
        self.store = store
        self.sealer = sealer
        self.options = options
        self.operator = `operator`
    }

    /// Takes over the database at that path.
    ///
    /// - Throws: ``ImportError`` for a source that can't be used, ``StoreError`` and ``SealError`` for what can't be
    ///   kept; then nothing was changed.
    public func run(_ path: String) async throws -> ImportReport {
        let source = try PredecessorDatabase(path, scratchFolder: store.database.file.folder)
        // Not left to the last reference: the database's queue may keep one for a while.
        defer { source.close() }
        let context = ImportContext(sealer: sealer, options: options, now: `operator`.time)
        let (isDryRun, `operator`) = (options.isDryRun, `operator`)
        let result: Result<ImportReport, any Error> = try await store.database.write { target in
            var result: Result<ImportReport, any Error>?
            try target.inSavepoint {
                do {
                    let report = try source.read { try Self.takeOver($0, target, context) }
                    if report.hasChanges {
                        try AuditRow.insert([.importing(report, `operator`)], in: target)
                    }
                    try source.checkUnchanged()
                    result = .success(report)
                    return isDryRun ? .rollback : .commit
                } catch let error where error is ImportError || error is SealError {
                    result = .failure(error)
                    return .rollback
                }
            }
            return result ?? .success(ImportReport())
        }
        let report = try result.get()
        if !isDryRun {
            store.tokenChanges.increment()
            store.catalogChanges.increment()
        }
        return report
    }

    private static func takeOver(
        _ source: SourceReader, _ target: TargetDatabase, _ context: ImportContext
    ) throws -> ImportReport {
        var tokens = TokenImport(context)
        try tokens.run(source, target)
        var playbooks = PlaybookImport(context)
        try playbooks.run(source, target)
        var settings = SettingImport(context)
        try settings.run(source, target)
        var password = PasswordImport(context)
        try password.run(source, target)
        var audit = AuditImport(context, tokens: tokens, secrets: settings.secrets)
        try audit.run(source, target)
        return ImportReport(tables: [
            tokens.report, playbooks.report, settings.report, password.report, audit.report,
        ])
    }
}

/// What every part of an import needs.
struct ImportContext: Sendable {
    let sealer: SecretSealer
    let options: PredecessorImport.Options
    let now: Date
    /// All goes to the tenant of a single team: the predecessor knew no other.
    let tenant = TenantID.default

    /// Whether a row was never taken over before; from now on it was, whatever becomes of it here.
    func isFirstTime(_ kind: String, _ key: String, _ target: TargetDatabase) throws -> Bool {
        try target.cachedStatement(sql: "INSERT INTO imported_rows (kind, key) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .execute(arguments: StatementArguments(stored: kind, key))
        return target.changesCount > 0
    }

    /// A time as the predecessor wrote it; nil where it is none.
    func date(_ text: String?) -> Date? {
        text.flatMap { OctoMationTime(timeZone: options.timeZone).date(.string($0)) }
    }
}
