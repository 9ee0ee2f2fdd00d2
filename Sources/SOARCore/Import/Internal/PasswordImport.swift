//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// `admin_passwords`: the bcrypt hash of the last one; it gets a better one when somebody logs in with it.
struct PasswordImport {
    private let context: ImportContext
    private(set) var report = ImportReport.Table(PredecessorSchema.passwords.name)

    init(_ context: ImportContext) { self.context = context }

    mutating func run(_ source: SourceReader, _ target: TargetDatabase) throws {
        var current: (row: String, text: String)?
        try source.forEachRow(of: PredecessorSchema.passwords) { row in
            report.read += 1
            guard row.flag("is_active") else { return report.skip(row.id, .inactive) }
            // Of several the last one counted.
            if let current { report.skip(current.row, .inactive) }
            current = (row.id, row.text("password_hash") ?? "")
        }
        guard let current else { return }
        guard try SQLiteStore.adminPassword(target) == nil else {
            report.present += 1
            return
        }
        guard let hash = PasswordHash(current.text), hash.isOutdated else {
            return report.skip(current.row, .passwordHash)
        }
        guard hash.isSupported else { return report.skip(current.row, .passwordUnsupported) }
        try SQLiteStore.setAdminPassword(StoredAdminPassword(hash: hash, changedAt: context.now), target)
        report.taken += 1
    }
}
