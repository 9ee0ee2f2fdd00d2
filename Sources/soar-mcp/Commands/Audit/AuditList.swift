//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp audit list`.
struct AuditList: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List who asked for what, the newest first.",
        discussion: "A time is a date (2026-12-31), a date and time with zone, or how long ago (30m, 24h, 7d).")

    /// The most records that one call prints.
    static let maximumLimit = 100_000

    @OptionGroup var filter: AuditFilterOptions

    @Option(help: ArgumentHelp("Go on behind this record, for the next page.", valueName: "id"))
    var before: Int64?

    @Option(help: ArgumentHelp("How many records at most.", valueName: "count"))
    var limit = AuditQuery().limit

    @Flag(help: "Show the intent of a call with a side effect beside its outcome.")
    var allPhases = false

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard (1...Self.maximumLimit).contains(limit) else {
            throw ValidationError("--limit takes 1 to \(Self.maximumLimit).")
        }
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        var query = try await filter.query(in: store, context)
        query.before = before
        query.hidesSettledIntents = !allPhases
        query.limit = limit
        let records = try await store.chainedAuditRecords(query)
        if output.json { return try context.printResult(.array(records.map { .object($0.json) })) }
        guard !records.isEmpty else {
            return context.printRemark(Message("No record fits.", "没有符合条件的记录。"))
        }
        for line in ChainedAuditRecord.table(records, in: context.language).lines { try context.printResult(line) }
        if records.count == limit, let last = records.last {
            context.printRemark(
                Message("There may be more: --before \(last.id)", "可能还有更多：--before \(last.id)"))
        }
    }
}
