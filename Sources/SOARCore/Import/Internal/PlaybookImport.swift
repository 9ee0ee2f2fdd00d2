//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// `playbooks`: what was known of them, and above all which were switched off.
///
/// A playbook that is known here already is what the platform says it is; but if it was switched off there, it is
/// switched off here too, once: a later import leaves the operator's switch alone.
struct PlaybookImport {
    private let context: ImportContext
    private(set) var report = ImportReport.Table(PredecessorSchema.playbooks.name)

    init(_ context: ImportContext) { self.context = context }

    mutating func run(_ source: SourceReader, _ target: TargetDatabase) throws {
        try source.forEachRow(of: PredecessorSchema.playbooks) { row in
            report.read += 1
            guard let id = row.integer("id").map(PlaybookID.init(rawValue:)) else {
                return report.skip(row.id, .unreadable)
            }
            guard try context.isFirstTime("playbook", "\(context.tenant)/\(id)", target) else {
                report.present += 1
                return
            }
            guard let known = try PlaybookRow.fetch(id, tenant: context.tenant, target) else {
                try target.cachedStatement(sql: PlaybookRow.replacement)
                    .execute(arguments: PlaybookRow.arguments(entry(id, row), tenant: context.tenant))
                report.taken += 1
                return
            }
            guard known.isEnabled, !row.flag("enabled") else {
                report.present += 1
                return
            }
            try target.execute(
                sql: "UPDATE playbooks SET enabled = 0 WHERE tenant = ? AND id = ?",
                arguments: StatementArguments(stored: context.tenant.rawValue, id.rawValue))
            report.taken += 1
            report.remark(id.description, .switchedOff)
        }
    }

    private func entry(_ id: PlaybookID, _ row: SourceRow) -> CatalogEntry {
        let name = row.text("name") ?? "playbook_\(id)"
        let playbook = Playbook(
            id: id, name: name, displayName: row.text("display_name") ?? name,
            category: row.text("playbook_category") ?? "", summary: row.text("description") ?? "",
            createdAt: context.date(row.text("create_time")), updatedAt: context.date(row.text("update_time")),
            parameters: row.text("playbook_params").flatMap(Self.parameters))
        return CatalogEntry(
            playbook: playbook, isEnabled: row.flag("enabled"),
            syncedAt: context.date(row.text("sync_time")) ?? context.now)
    }

    /// The predecessor marked every parameter as required, so that says nothing; the next synchronisation does.
    private static func parameters(_ text: String) -> [PlaybookParameter]? {
        (try? JSONParser.parse(text))?.arrayValue?.compactMap { PlaybookParameter(octoMation: $0) }
    }
}
