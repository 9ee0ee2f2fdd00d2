//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp playbook sync`.
struct PlaybookSync: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Bring the catalogue in line with the platform, now.")

    @OptionGroup var tenant: TenantOption
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(createsMissing: true, in: context)
        let found = try await TenantLookup.existing(tenant.tenant, in: store)
        if let obstacle = PlatformHint.obstacle(found) { throw obstacle }
        let tenant = found.id
        let settings = try await settings.settings(storedIn: store, in: context)
        let logger = LoggingSetup.logger("soar-mcp", settings.log, in: context)
        let sealer = SealerAccess.sealer(settings, in: context)
        let report = try await PlatformAccess.withPlatforms(
            settings.platform, tenants: store, sealer: sealer, logger: logger
        ) { platforms, _ in
            try await CatalogSync(platforms: platforms, catalog: store, tenant: tenant, now: context.now).sync()
        }
        if output.json { return try context.printResult(.object(report.json)) }
        let change = report.change
        try context.printResult(
            Message(
                "\(report.listed) playbooks: \(change.added) added, \(change.updated) updated, "
                    + "\(change.unchanged) unchanged, \(change.gone) gone.",
                "共 \(report.listed) 个剧本：新增 \(change.added)，更新 \(change.updated)，"
                    + "未变 \(change.unchanged)，下线 \(change.gone)。"))
        for failure in report.failures {
            let reason = PlainText.escaped(failure.message)
            context.printRemark(
                Message(
                    "Playbook \(failure.playbook): its parameters were not told: \(reason)",
                    "剧本 \(failure.playbook)：无法获取参数：\(reason)"))
        }
    }
}

extension SyncReport {
    fileprivate var json: JSONObject {
        [
            "startedAt": .string(Timestamp.text(startedAt)), "durationMilliseconds": .double(duration.milliseconds),
            "listed": JSONValue(listed), "added": JSONValue(change.added), "updated": JSONValue(change.updated),
            "unchanged": JSONValue(change.unchanged), "gone": JSONValue(change.gone),
            "failures": .array(
                failures.map { ["playbook": .integer($0.playbook.rawValue), "message": .string($0.message)] }),
        ]
    }
}
