//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// `system_config`: what the console of the predecessor had set; the platform's token is sealed.
struct SettingImport {
    /// From the source's names to ours.
    private static let names = [
        "soar_api_url": "api_url", "soar_api_token": "api_token", "soar_timeout": "soar_timeout",
        "sync_interval": "sync_interval", "soar_labels": "soar_labels", "ssl_verify": "ssl_verify",
    ]
    private static let secretNames: Set<String> = ["api_token"]

    private let context: ImportContext
    private(set) var report = ImportReport.Table(PredecessorSchema.settings.name)
    /// Secrets in clear, so that they can be taken out of other texts.
    private(set) var secrets: Set<String> = []

    init(_ context: ImportContext) { self.context = context }

    mutating func run(_ source: SourceReader, _ target: TargetDatabase) throws {
        try source.forEachRow(of: PredecessorSchema.settings) { row in
            report.read += 1
            let key = row.text("key") ?? ""
            let isSecret = key.contains("token") || key.contains("secret")
            if isSecret, let value = row.text("value"), !value.isEmpty { secrets.insert(value) }
            guard let name = Self.names[key] else { return report.skip(key, .notUsed) }
            guard let value = row.text("value").map({ Self.value(of: name, $0) }), !value.isEmpty else {
                return report.skip(key, .empty)
            }
            // The predecessor stored what its page showed in the token's place, if that was sent back to it.
            guard !(Self.secretNames.contains(name) && value.contains("****")) else { return report.skip(key, .masked) }
            if let reason = context.options.checkSetting(name, value) { return report.skip(key, .invalid, reason) }
            guard try store(name, value, target) else {
                report.present += 1
                return
            }
            report.taken += 1
        }
    }

    /// Stores a value where there is none yet.
    private func store(_ name: String, _ value: String, _ target: TargetDatabase) throws -> Bool {
        guard Self.secretNames.contains(name) else {
            try target.execute(
                sql: "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                arguments: StatementArguments(stored: name, value))
            return target.changesCount > 0
        }
        let purpose = context.options.purposeOfSetting(name)
        let isThere =
            try Row.fetchOne(
                target, sql: "SELECT 1 FROM secrets WHERE purpose = ?", arguments: StatementArguments(stored: purpose))
            != nil
        guard !isThere else { return false }
        let sealed = try context.sealer.seal(Secret(value), for: purpose)
        try target.execute(
            sql: "INSERT INTO secrets (purpose, sealed) VALUES (?, ?)",
            arguments: StatementArguments(stored: purpose, sealed))
        return true
    }

    /// Labels were a list as JSON; everything else was text.
    private static func value(of name: String, _ text: String) -> String {
        guard name == "soar_labels", let list = (try? JSONParser.parse(text))?.arrayValue else { return text }
        return list.compactMap(\.stringValue).joined(separator: ",")
    }
}
