//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp audit export`.
struct AuditExport: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the audit log for another program, the oldest record first.",
        discussion: """
            Intents are among the records. Standard error tells the last record that was looked at; --after with its \
            number goes on there. Exits with 1 where records were pruned that should have come.
            """)

    @Option(help: ArgumentHelp("\(Self.formats).", valueName: "format"), transform: Self.format)
    var format = AuditExportFormat.jsonl

    @Option(help: ArgumentHelp("Begin behind this record.", valueName: "id"))
    var after: Int64 = 0

    @OptionGroup var filter: AuditFilterOptions
    @OptionGroup var settings: SettingsOptions

    static let formats = AuditExportFormat.allCases.map(\.rawValue).joined(separator: ", ")

    static func format(_ text: String) throws -> AuditExportFormat {
        guard let format = AuditExportFormat(rawValue: text) else {
            throw ValidationError("Unknown format. There are: \(formats).")
        }
        return format
    }

    func validate() throws {
        guard after >= 0 else { throw ValidationError("--after takes a record's number, or 0.") }
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        var query = try await filter.query(in: store, context)
        query.hidesSettledIntents = false
        var (last, count, isComplete) = (after, 0, true)
        // Where it ends early, one must know where to go on.
        defer {
            context.printRemark(
                Message(
                    "\(count) records written, looked at up to \(last). To go on: --after \(last)",
                    "已写出 \(count) 条记录，检查至 \(last)。继续请用：--after \(last)"))
        }
        if after == 0, !format.header.isEmpty { try context.writeResult(format.header) }
        try await Interruption.watched { interruption in
            while true {
                try interruption.check()
                let page = try await store.auditPage(matching: query, after: last)
                // Who begins at the beginning gets what is there; who goes on must not miss any unnoticed.
                if last > 0, let skipped = page.skipped {
                    isComplete = false
                    context.printRemark(
                        Message(
                            "\(skipped.lowerBound)–\(skipped.upperBound) are not in it: they were pruned before",
                            "其中缺少 \(skipped.lowerBound)–\(skipped.upperBound)：此前已被清理"))
                }
                let text = page.records.map { format.line($0, version: Version.current) }.joined()
                if !text.isEmpty { try context.writeResult(text) }
                (last, count) = (page.last, count + page.records.count)
                if page.isLast { return }
            }
        }
        if !isComplete { throw ExitCode.failure }
    }
}
