//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Audit records as comma-separated values (RFC 4180), safe to open in a spreadsheet.
enum AuditCSV {
    private static let names = [
        "id", "time", "callID", "phase", "tokenID", "tokenName", "tenant", "action", "resource", "parameters",
        "outcome", "error", "latencyMilliseconds", "peer", "userAgent", "traceID", "hash",
    ]
    /// What a spreadsheet takes for the beginning of a formula.
    private static let formulaStarts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    static var header: String { names.joined(separator: ",") + "\r\n" }

    static func line(_ chained: ChainedAuditRecord) -> String {
        let record = chained.record
        let fields: [String] = [
            String(chained.id), record.time.auditText, field(record.callID), record.phase.rawValue,
            record.tokenID.map { String($0.rawValue) } ?? "", field(record.tokenName), field(record.tenant?.rawValue),
            field(record.action), field(record.resource), field(record.parameters?.text()), record.outcome.rawValue,
            field(record.error), String(record.latencyMilliseconds), field(record.peer), field(record.userAgent),
            field(record.traceID),
            Hexadecimal.text(chained.hash),
        ]
        return fields.joined(separator: ",") + "\r\n"
    }

    /// A text of a stranger's: whatever could begin a formula gets an apostrophe in front.
    static func field(_ text: String?) -> String {
        guard let text, let first = text.unicodeScalars.first else { return "" }
        let safe = formulaStarts.contains(first) ? "'" + text : text
        let needsQuotes = safe.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D].contains($0) }
        return needsQuotes ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }
}
