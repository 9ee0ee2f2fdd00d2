//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp audit prune`.
struct AuditPrune: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Delete the oldest records; what is left still proves that they were there.",
        discussion: """
            Checks them before: where one is not as it was written, nothing is deleted. That records were deleted is \
            a record of its own. Export them first where they are wanted.
            """)

    @Option(help: ArgumentHelp("Delete what is older; from 1.", valueName: "days"))
    var olderThan: Int?

    @Option(help: ArgumentHelp("Keep so many of the newest; from 1.", valueName: "count"))
    var keep: Int64?

    @Option(help: ArgumentHelp("Delete the oldest until no more of the database is in use.", valueName: "bytes"))
    var maxBytes: Int64?

    @Flag(help: "Only say what would be deleted.")
    var dryRun = false

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard olderThan != nil || keep != nil || maxBytes != nil else {
            throw ValidationError("Give --older-than, --keep or --max-bytes, or several of them.")
        }
        // With 0 nothing would be left: nobody means that who has mistyped a number.
        guard (1...Settings.Audit.maximumDays).contains(olderThan ?? 1) else {
            throw ValidationError("--older-than takes 1 to \(Settings.Audit.maximumDays) days.")
        }
        guard keep ?? 1 >= 1 else { throw ValidationError("--keep takes 1 or more.") }
        let bytes = Int64(Settings.Audit.minimumBytes)
        guard maxBytes ?? bytes >= bytes else { throw ValidationError("--max-bytes takes \(bytes) or more.") }
    }

    func run(in context: CommandContext) async throws {
        let age = olderThan.map { Duration.seconds($0 * 24 * 3600) }
        let backlog = Int64(try Settings(settings.layers(in: context)).audit.forwarding.maximumBacklog)
        let retention = AuditRetention(
            maximumAge: age, maximumRecords: keep, maximumBytes: maxBytes, maximumBacklog: backlog)
        guard let retention else { return }
        let report = try await settings.store(in: context).pruneAuditRecords(
            retention, at: context.now(), by: context.asOperator.name, isRehearsal: dryRun)
        if output.json {
            return try context.printResult([
                "count": .integer(report.count), "firstID": JSONValue(report.range?.lowerBound),
                "lastID": JSONValue(report.range?.upperBound), "recordedAs": JSONValue(report.record),
                "heldBack": .integer(report.heldBack),
                "undelivered": .integer(report.undelivered.values.reduce(0, +)),
            ])
        }
        if report.heldBack > 0 {
            context.printRemark(
                Message(
                    "\(report.heldBack) records are kept: not every destination has them (audit forwarding status)",
                    "保留 \(report.heldBack) 条记录：并非所有目的地均已收到（audit forwarding status）"))
        }
        for (name, count) in report.undelivered.sorted(by: { $0.key < $1.key }) {
            context.printRemark(
                Message("\(name) does not get \(count) of them", "\(name) 未收到其中 \(count) 条"))
        }
        guard let range = report.range else {
            return context.printRemark(Message("There is nothing to delete.", "没有可删除的记录。"))
        }
        let records = "\(range.lowerBound)–\(range.upperBound)"
        try context.printResult(
            dryRun
                ? Message(
                    "\(report.count) records would be deleted: \(records)", "将删除 \(report.count) 条记录：\(records)")
                : Message("\(report.count) records deleted: \(records)", "已删除 \(report.count) 条记录：\(records)"))
    }
}
