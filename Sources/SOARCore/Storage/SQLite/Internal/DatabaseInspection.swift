//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// Looks at a file before it is opened for writing, and refuses what isn't ours, is too new or is damaged.
///
/// All of it reads only; a refused file is left as it was.
struct DatabaseInspection {
    let file: DatabaseFile
    let configuration: SQLiteStore.Configuration

    /// All tables but the audit records and where they are, which are most of a large file.
    ///
    /// Of the records the last ones have to do. Damage to others is met by whoever reads them, that to where they are also by
    /// whoever writes; the check of the log finds both.
    private static let essentialTables = [
        "tenants", "api_tokens", "roles", "revisions", "playbooks", "executions", "execution_claims", "approvals",
        "settings", "secrets", "admin_password", "imported_rows", "audit_segments", "audit_forwarding",
    ]
    /// How many of the last audit records are read in any case: the next one follows them.
    private static let readRecords = 1_000

    /// - Throws: ``StoreError/Code/foreign``, ``StoreError/Code/newer`` or ``StoreError/Code/damaged`` for a file that
    ///   can't be used, ``StoreError/Code/unavailable`` for one that can't be read now.
    func run() throws(StoreError) {
        try inspectHeader()
        do {
            let queue = try DatabaseQueue(path: file.path, configuration: reading)
            try queue.read { database in
                try judge(database)
                try check(database)
            }
            try queue.close()
        } catch {
            throw StoreError(sqlite: error, path: file.path)
        }
    }

    /// Looks at the main file alone, without locks and without the files beside it, so that nothing is left behind
    /// next to a file that isn't ours.
    ///
    /// After a crash the truth may be in the write-ahead log and this view may be broken: then the second look decides.
    private func inspectHeader() throws(StoreError) {
        do {
            let queue = try DatabaseQueue(path: Self.immutableURI(file.path), configuration: reading)
            try queue.read(judge)
            try queue.close()
        } catch let error as StoreError {
            throw error
        } catch DatabaseError.SQLITE_NOTADB {
            throw StoreError(.damaged, "“\(file.path)” is no SQLite database.")
        } catch {}
    }

    private func judge(_ database: Database) throws {
        guard try Migrations.applicationID(of: database) == Migrations.applicationID else {
            throw StoreError(.foreign, "“\(file.path)” is a database of another program; choose another path.")
        }
        try Migrations.checkAge(of: database, at: file.path)
    }

    private func check(_ database: Database) throws {
        let isSmall = file.size <= configuration.maximumCheckedBytes
        let checks = isSmall ? ["PRAGMA quick_check(1)"] : Self.essentialTables.map { "PRAGMA quick_check('\($0)')" }
        for check in checks {
            guard try String.fetchOne(database, sql: check) == "ok" else {
                throw StoreError(.damaged, "The database “\(file.path)” is damaged; restore it from a backup.")
            }
        }
        // The hash comes last in a row, so all of the row is read.
        let reading = "SELECT max(hash) FROM (SELECT hash FROM audit_records ORDER BY id DESC LIMIT ?)"
        if !isSmall { _ = try Row.fetchOne(database, sql: reading, arguments: [Self.readRecords]) }
    }

    private var reading: GRDB.Configuration {
        var reading = GRDB.Configuration()
        reading.readonly = true
        reading.busyMode = .timeout(configuration.busyTimeout.seconds)
        return reading
    }

    /// A name for a file that nobody changes; where SQLite isn't built to take URIs it names none.
    static func immutableURI(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF")
        let path = path.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                String(Character(Unicode.Scalar(byte)))
            default: "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return "file:\(path.joined())?immutable=1"
    }
}

extension Duration {
    /// The duration in seconds, as Foundation and GRDB take it.
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
