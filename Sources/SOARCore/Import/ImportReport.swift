//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What an import took over, table by table.
public struct ImportReport: Hashable, Sendable {
    /// What became of one table's rows.
    public struct Table: Hashable, Sendable {
        /// The table's name in the source.
        public var name: String
        public var read = 0
        public var taken = 0
        /// Were here before, and are or are not here any more, or are set here already: that stays as it is.
        public var present = 0
        /// Were not taken over, by reason.
        public var skipped: [Reason: Int] = [:]
        /// Rows that somebody should know of, ``ImportReport/maximumRemarks`` at most.
        public var remarks: [Remark] = []

        init(_ name: String) { self.name = name }
    }

    /// Something about one row.
    public struct Remark: Hashable, Sendable {
        /// The row's number or name in the source.
        public var row: String
        public var reason: Reason
        /// More about it; nothing secret.
        public var detail: String?
    }

    /// Why a row was not taken over, or not as it was.
    public enum Reason: String, Sendable, CaseIterable {
        /// The token is not one that the predecessor made, so it may be easy to guess.
        case tokenForm
        /// The time when the token ends can't be read, and it must not live for ever.
        case expiry
        /// The row's own number or time can't be read.
        case unreadable
        /// The name was taken; it has another one here, which is the detail.
        case renamed
        /// Nothing in the new program is set by it.
        case notUsed
        /// The value is empty.
        case empty
        /// The value can't be used; the detail says why.
        case invalid
        /// The value is the mask that the predecessor's page put in a token's place.
        case masked
        /// The password hash is not bcrypt, as those of version 1.0.
        case passwordHash
        /// This build can't check bcrypt.
        case passwordUnsupported
        /// The row was switched off.
        case inactive
        /// The playbook was known already; it was switched off, as it was in the source.
        case switchedOff
    }

    /// How many remarks a table keeps.
    public static let maximumRemarks = 100

    public var tables: [Table] = []

    /// Whether anything was taken over.
    public var hasChanges: Bool { tables.contains { $0.taken > 0 } }
}

extension ImportReport.Table {
    mutating func skip(_ row: String, _ reason: ImportReport.Reason, _ detail: String? = nil) {
        skipped[reason, default: 0] += 1
        remark(row, reason, detail)
    }

    mutating func remark(_ row: String, _ reason: ImportReport.Reason, _ detail: String? = nil) {
        guard remarks.count < ImportReport.maximumRemarks else { return }
        remarks.append(ImportReport.Remark(row: row.bounded, reason: reason, detail: detail))
    }
}
