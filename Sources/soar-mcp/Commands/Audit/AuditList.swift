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

    @Option(help: ArgumentHelp("Only calls with this token.", valueName: "id|name"))
    var token: String?

    @Option(help: ArgumentHelp("Only this team's calls.", valueName: "name"))
    var tenant: String?

    @Option(help: "Only this tool or method.")
    var action: String?

    @Option(
        help: ArgumentHelp("Only this outcome: \(Arguments.outcomes).", valueName: "outcome"),
        transform: Arguments.outcome)
    var outcome: AuditRecord.Outcome?

    @Option(help: ArgumentHelp("Nothing older.", valueName: "time"))
    var since: TimeArgument?

    @Option(help: ArgumentHelp("Nothing newer.", valueName: "time"))
    var until: TimeArgument?

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
        let now = context.now()
        var query = AuditQuery()
        // The name stays in the log when the token is long gone, so it isn't looked up.
        query.tokenID = token.flatMap { APITokenID($0) }
        query.tokenName = query.tokenID == nil ? token : nil
        query.action = action
        query.outcome = outcome
        query.since = since?.date(now: now)
        query.until = until?.date(now: now)
        query.hidesSettledIntents = !allPhases
        query.limit = limit
        let store = try settings.store(in: context)
        if let tenant { query.tenant = try await TenantLookup.tenant(tenant, in: store) }
        let records = try await store.auditRecords(query)
        if output.json { return try context.printResult(.array(records.map { .object($0.json) })) }
        guard !records.isEmpty else {
            return context.printRemark(Message("No record fits.", "没有符合条件的记录。"))
        }
        for line in AuditRecord.table(records, in: context.language).lines { try context.printResult(line) }
    }
}
