//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data
import struct Foundation.Date

/// A row of the audit log that can't be read as a record, because somebody has written what no record has.
struct AuditRowSalvage {
    private static let maximumShownLength = 100

    private let row: Row

    /// Takes `id`, ``AuditRow/columns`` and `hash`.
    init(_ row: Row) { self.row = row }

    /// What of it can be read, as the outcome of something that has failed; its error says what can't.
    func record(_ id: Int64) -> ChainedAuditRecord {
        let phase = AuditRecord.Phase(rawValue: text(2) ?? "")
        let outcome = AuditRecord.Outcome(rawValue: text(10) ?? "")
        var unread = ["this record can't be read"]
        if phase == nil { unread.append("phase \(shown(2))") }
        if outcome == nil { unread.append("outcome \(shown(10))") }
        if let error = text(11) { unread.append("error \(error)") }
        return ChainedAuditRecord(
            id: id,
            record: AuditRecord(
                callID: text(1) ?? "", phase: phase ?? .outcome, time: Date(storedMilliseconds: integer(3) ?? 0),
                tokenID: integer(4).map(APITokenID.init(rawValue:)), tokenName: text(5),
                tenant: text(6).map(TenantID.init(rawValue:)), action: text(7) ?? "", resource: text(8) ?? "",
                parameters: text(9).map(JSONValue.string), outcome: outcome ?? .failure,
                error: unread.joined(separator: "; "), latency: .microseconds(integer(12) ?? 0), peer: text(13),
                userAgent: text(14), traceID: text(15)),
            hash: Array(value(16).flatMap(Data.fromDatabaseValue) ?? Data()))
    }

    private func value(_ column: Int) -> DatabaseValue? { column < row.count ? row[column] : nil }
    private func text(_ column: Int) -> String? { value(column).flatMap(String.fromDatabaseValue) }
    private func integer(_ column: Int) -> Int64? { value(column).flatMap(Int64.fromDatabaseValue) }

    private func shown(_ column: Int) -> String {
        text(column).map { "“\($0.bounded(to: Self.maximumShownLength))”" } ?? "of another type"
    }
}
