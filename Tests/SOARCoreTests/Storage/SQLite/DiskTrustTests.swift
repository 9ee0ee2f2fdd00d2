//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import Testing

@testable import SOARCore

/// `Tests/Faults/sync.py` shows the same with a disk that really fails.
@Suite("What a disk failed to keep", .timeLimit(.minutes(1)))
struct DiskTrustTests {
    private func withDatabase(_ body: (DatabaseQueue, _ path: String) throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let queue = try DatabaseQueue(path: folder + "/test.db")
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)")
            }
            try body(queue, folder + "/test.db")
        }
    }

    private func logBytes(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int)
    }

    @Test("is copied into the database before anything else is written, once")
    func restores() async throws {
        try await withDatabase { queue, path in
            let trust = DiskTrust()
            try queue.writeWithoutTransaction { database in
                trust.note(.SQLITE_IOERR_FSYNC)
                #expect(trust.isMissing)
                try trust.restore(database)
                #expect(!trust.isMissing)
            }
            #expect(try logBytes(path) == 0)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "INSERT INTO t VALUES (2)")
                try trust.restore(database)
            }
            #expect(try logBytes(path) > 0)
        }
    }

    @Test("stays unwritten while somebody else keeps the log in use")
    func waits() async throws {
        try await withDatabase { queue, path in
            let trust = DiskTrust()
            trust.note(.SQLITE_IOERR_FSYNC)
            var reading = Configuration()
            reading.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: path, configuration: reading)
            try other.inDatabase { database in
                try database.execute(sql: "BEGIN")
                _ = try Int.fetchAll(database, sql: "SELECT x FROM t")
            }
            queue.writeWithoutTransaction { database in
                #expect(throws: DatabaseError.self) { try trust.restore(database) }
                #expect(trust.isMissing)
            }
            try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
            try queue.writeWithoutTransaction { try trust.restore($0) }
            #expect(!trust.isMissing)
        }
    }

    @Test("is nobody's business after other errors", arguments: [ResultCode.SQLITE_FULL, .SQLITE_BUSY, .SQLITE_IOERR])
    func otherErrors(_ code: ResultCode) {
        let trust = DiskTrust()
        trust.note(code)
        #expect(!trust.isMissing)
    }

    @Test("does not let the log grow: it is copied as often as SQLite would")
    func copies() async throws {
        try await withDatabase { queue, path in
            let trust = DiskTrust()
            for _ in 0..<3 {
                try queue.writeWithoutTransaction { database in
                    trust.watch(database)
                    for _ in 0..<1500 { try database.execute(sql: "UPDATE t SET x = randomblob(3000)") }
                }
            }
            #expect(try logBytes(path) < 3000 * 4096)
            withExtendedLifetime(trust) {}
        }
    }
}
