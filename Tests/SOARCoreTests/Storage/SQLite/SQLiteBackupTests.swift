//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import TestSupport
import Testing

@testable import SOARCore

@Suite("Backup and restore of a SQLite store", .timeLimit(.minutes(1)))
struct SQLiteBackupTests {
    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private static func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test("a backup of a store in use is one file of one moment, its owner's alone, and opens as a store")
    func backUp() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for number in 0..<50 { try await store.append(.sample("before \(number)")) }
            let path = folder + "/backup.db"
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { for number in 0..<50 { try await store.append(.sample("beside \(number)")) } }
                try store.backUp(to: path)
                try await tasks.waitForAll()
            }
            #expect(try Self.names(folder).filter { $0.hasPrefix("backup") } == ["backup.db"])
            #expect(try Self.mode(path) == 0o600)
            var query = AuditQuery()
            query.limit = 1000
            let copied = try await SQLiteStore(path: path).auditRecords(query).count
            #expect((50...100).contains(copied))
        }
    }

    @Test("a file that is there is replaced only where that is wished, and never the database itself")
    func namesake() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let path = folder + "/backup.db"
            try Data("mine".utf8).write(to: URL(filePath: path))
            #expect(throws: StoreError(.conflict, "")) { try store.backUp(to: path) }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
            try store.backUp(to: path, replacing: true)
            #expect(try await SQLiteStore(path: path).auditRecords(AuditQuery()).isEmpty)
            for itself in ["/soar.db", "/./soar.db"] {
                #expect(throws: StoreError(.invalid, "")) { try store.backUp(to: folder + itself, replacing: true) }
            }
            #expect(throws: StoreError.self) { try store.backUp(to: folder + "/soar.db/x") }
            #expect(try !Self.names(folder).contains { $0.contains(".new-") })
        }
    }

    @Test("a restored store is the backup's, and the former one is kept whole")
    func restore() async throws {
        try await withTemporaryFolder { folder in
            let (path, backup) = (folder + "/soar.db", folder + "/backup.db")
            let store = try SQLiteStore(path: path)
            try await store.append(.sample("old"))
            try store.backUp(to: backup)
            try await store.append(.sample("new"))
            try store.close()
            let kept = try SQLiteStore.restore(backup, to: path, label: "1")
            #expect(kept == path + ".before-restore-1")
            #expect(try Self.mode(path) == 0o600)
            #expect(try await SQLiteStore(path: path).auditRecords(AuditQuery()).count == 1)
            #expect(try await SQLiteStore(path: path + ".before-restore-1").auditRecords(AuditQuery()).count == 2)
            #expect(try SQLiteStore.restore(backup, to: folder + "/other.db", label: "1") == nil)
        }
    }

    @Test("nothing is changed where a backup can't be used", arguments: ["foreign", "newer", "damaged", "missing"])
    func refuses(_ fault: String) async throws {
        try await withTemporaryFolder { folder in
            let (path, backup) = (folder + "/soar.db", folder + "/backup.db")
            let store = try SQLiteStore(path: path)
            try await store.append(.sample("old"))
            try store.backUp(to: backup)
            try store.close()
            let queue = try DatabaseQueue(path: backup)
            try await queue.write { database in
                switch fault {
                case "foreign": try database.execute(sql: "PRAGMA application_id = 1")
                case "newer": try database.execute(sql: "PRAGMA user_version = 1000")
                default: break
                }
            }
            try queue.close()
            if fault == "damaged" {
                let handle = try FileHandle(forUpdating: URL(filePath: backup))
                try handle.seek(toOffset: 8192)
                try handle.write(contentsOf: Data(repeating: 0xA5, count: 8192))
                try handle.close()
            } else if fault == "missing" {
                try FileManager.default.removeItem(atPath: backup)
            }
            let before = try Data(contentsOf: URL(filePath: path))
            let names = try Self.names(folder)
            let error = try #require(throws: StoreError.self) {
                try SQLiteStore.restore(backup, to: path, label: "1")
            }
            let codes: [String: StoreError.Code] = ["foreign": .foreign, "newer": .newer, "damaged": .damaged]
            #expect(error.code == codes[fault] ?? .invalid)
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
            #expect(try Self.names(folder) == names)
        }
    }

    @Test("a migration that fails leaves the file as it was")
    func migrationRollsBack() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            try SQLiteStore(path: path).close()
            let queue = try DatabaseQueue(path: path)
            try await queue.writeWithoutTransaction { database in
                let steps = Migrations.all + ["CREATE TABLE half (a)", "INSERT INTO nowhere VALUES (1)"]
                #expect(throws: DatabaseError.self) { try Migrations.apply(steps, to: database) }
                let (version, isHalfDone) = (try Migrations.version(of: database), try database.tableExists("half"))
                #expect(version == Migrations.current)
                #expect(!isHalfDone)
            }
            try queue.close()
            #expect(try await SQLiteStore(path: path).auditRecords(AuditQuery()).isEmpty)
        }
    }
}
