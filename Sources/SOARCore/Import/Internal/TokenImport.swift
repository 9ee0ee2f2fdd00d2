//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data

/// `user_tokens`: only hashes are kept, and the tokens stay good for their holders.
struct TokenImport {
    private static let insertion = """
        INSERT INTO api_tokens (
            tenant, name, summary, scopes, prefix, hash, state, created_at, expires_at, last_used_at, use_count, imported
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
        """
    /// As long as names are that are made here.
    private static let maximumNameLength = 100
    private static let maximumSummaryLength = 500

    private let context: ImportContext
    private(set) var report = ImportReport.Table(PredecessorSchema.tokens.name)
    /// Our numbers of the source's tokens.
    private(set) var numbers: [String: Int64] = [:]
    /// The tokens in clear, so that they can be taken out of other texts.
    private(set) var secrets: Set<String> = []
    /// How often a name was given a number so far.
    private var suffixes: [String: Int] = [:]

    init(_ context: ImportContext) { self.context = context }

    mutating func run(_ source: SourceReader, _ target: TargetDatabase) throws {
        try source.forEachRow(of: PredecessorSchema.tokens) { row in
            report.read += 1
            if let text = row.text("token") { secrets.insert(text) }
            guard let secret = row.text("token").flatMap({ ImportedTokenSecret($0) }) else {
                return report.skip(row.id, .tokenForm)
            }
            let known = try Int64.fetchOne(
                target.cachedStatement(sql: "SELECT id FROM api_tokens WHERE hash = ?"),
                arguments: StatementArguments(stored: Data(secret.hash.bytes)))
            if let known {
                numbers[row.id] = known
                report.present += 1
                return
            }
            let expiresAt = context.date(row.text("expires_at"))
            // What can't be read must not become "never".
            guard expiresAt != nil || !row.holds("expires_at") else { return report.skip(row.id, .expiry) }
            // One that was taken over, revoked and deleted since must not come back to life.
            guard try context.isFirstTime("token", Base64URL.encode(secret.hash.bytes), target) else {
                report.present += 1
                return
            }
            let name = try freeName(Self.name(row), row, target)
            try target.cachedStatement(sql: Self.insertion).execute(
                arguments: StatementArguments(
                    stored: context.tenant.rawValue, name, Self.summary(row), try Scope.standard.storedText(),
                    secret.prefix, Data(secret.hash.bytes),
                    (row.flag("is_active") ? APIToken.State.enabled : .disabled).rawValue,
                    (context.date(row.text("created_at")) ?? context.now).storedMilliseconds,
                    expiresAt?.storedMilliseconds, context.date(row.text("last_used_at"))?.storedMilliseconds,
                    max(0, row.integer("usage_count") ?? 0)))
            numbers[row.id] = target.lastInsertedRowID
            report.taken += 1
        }
    }

    /// The name, or the name with a mark where somebody else has it.
    private mutating func freeName(_ name: String, _ row: SourceRow, _ target: TargetDatabase) throws -> String {
        let question = try target.cachedStatement(
            sql: "SELECT 1 FROM api_tokens WHERE tenant = ? AND name = ? AND state <> 'revoked' AND successor IS NULL")
        func isTaken(_ name: String) throws -> Bool {
            try Row.fetchOne(question, arguments: StatementArguments(stored: context.tenant.rawValue, name)) != nil
        }
        guard try isTaken(name) else { return name }
        var free: String
        repeat {
            let number = suffixes[name, default: 0] + 1
            suffixes[name] = number
            free = name + (number == 1 ? " (imported)" : " (imported \(number))")
        } while try isTaken(free)
        report.remark(name, .renamed, free)
        return free
    }

    /// A name that lists can show, and that isn't taken for a number.
    private static func name(_ row: SourceRow) -> String {
        let name = line(row.text("name"), maximumNameLength)
        if name.isEmpty { return "imported \(row.id)".bounded(to: maximumNameLength) }
        return name.allSatisfy({ "0"..."9" ~= $0 }) ? "token \(name)" : name
    }

    private static func summary(_ row: SourceRow) -> String { line(row.text("description"), maximumSummaryLength) }

    private static func line(_ text: String?, _ length: Int) -> String {
        var line = (text ?? "").bounded(to: length - 1)[...]
        while line.first?.isWhitespace == true { line.removeFirst() }
        while line.last?.isWhitespace == true { line.removeLast() }
        return String(line)
    }
}
