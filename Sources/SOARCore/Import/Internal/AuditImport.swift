//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import GRDB

import struct Foundation.Data
import struct Foundation.Date

/// `audit_logs`: in the source's order, without secrets, and marked: the call id begins with ``marker``.
///
/// The rest of a call id is a hash of the row, so that the same row is known again, whichever file it comes from.
struct AuditImport {
    static let marker = "imported-"

    private let context: ImportContext
    private let numbers: [String: Int64]
    private let scrubber: ImportScrubber
    private(set) var report = ImportReport.Table(PredecessorSchema.audit.name)

    init(_ context: ImportContext, tokens: TokenImport, secrets: Set<String>) {
        self.context = context
        numbers = tokens.numbers
        scrubber = ImportScrubber(tokens: tokens.secrets, others: secrets)
    }

    mutating func run(_ source: SourceReader, _ target: TargetDatabase) throws {
        try source.forEachRow(of: PredecessorSchema.audit) { row in
            report.read += 1
            guard let time = context.date(row.text("timestamp")) else { return report.skip(row.id, .unreadable) }
            let callID = Self.callID(row)
            // What was taken over and pruned since stays away.
            guard try context.isFirstTime("audit", callID, target) else {
                report.present += 1
                return
            }
            try AuditRow.insert([record(row, callID, at: time)], in: target)
            report.taken += 1
        }
    }

    private func record(_ row: SourceRow, _ callID: String, at time: Date) -> AuditRecord {
        AuditRecord(
            callID: callID, time: time,
            tokenID: row.text("token_id").flatMap { numbers[$0] }.map(APITokenID.init(rawValue:)),
            tokenName: row.text("token_name").map(scrubber.scrub), tenant: context.tenant,
            action: scrubber.scrub(row.text("action") ?? ""), resource: scrubber.scrub(row.text("resource") ?? ""),
            parameters: row.text("parameters").map(scrubber.parameters),
            outcome: row.text("result")?.lowercased() == "success" ? .success : .failure,
            error: row.text("error_message").map(scrubber.scrub), peer: row.text("ip_address").map(scrubber.scrub),
            userAgent: row.text("user_agent").map(scrubber.scrub))
    }

    private static func callID(_ row: SourceRow) -> String {
        var digest = SHA256()
        for column in PredecessorSchema.audit.columns {
            let value = Data((row.text(column) ?? "\u{0}").utf8)
            digest.update(data: Data("\(value.count):".utf8))
            digest.update(data: value)
        }
        return marker + Base64URL.encode(Array(digest.finalize()).prefix(18))
    }
}

/// Takes secrets out of the source's texts: those that look like one, and those that it is known to have.
private struct ImportScrubber {
    /// Shorter ones are found everywhere, and are no secrets.
    private static let shortestSecret = 6

    private let tokens: Set<String>
    private let others: [String]

    init(tokens: Set<String>, others: Set<String>) {
        self.tokens = tokens
        self.others = others.filter { $0.utf8.count >= Self.shortestSecret }.sorted()
    }

    func scrub(_ text: String) -> String { AuditScrubber.scrub(withoutKnown(text)) }

    func parameters(_ text: String) -> JSONValue {
        let text = withoutKnown(text)
        guard let json = try? JSONParser.parse(text) else { return .string(AuditScrubber.scrub(text)) }
        guard let members = json.objectValue else { return AuditScrubber.scrub(value: json) }
        return AuditScrubber.scrub(members)
    }

    private func withoutKnown(_ text: String) -> String {
        var text = text
        for secret in others where text.contains(secret) {
            text = text.replacing(secret, with: TokenScrubber.replacement)
        }
        guard text.utf8.count >= ImportedTokenSecret.length else { return text }
        var scrubbed = ""
        var rest = text[...]
        while let start = rest.firstIndex(where: { Self.isLetter($0) }) {
            scrubbed += rest[..<start]
            let word = rest[start...].prefix { Self.isLetter($0) }
            scrubbed += tokens.contains(String(word)) ? TokenScrubber.replacement : String(word)
            rest = rest[word.endIndex...]
        }
        return scrubbed + rest
    }

    private static func isLetter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
    }
}
