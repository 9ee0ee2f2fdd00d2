//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("A SQLite store's files", .timeLimit(.minutes(1)))
struct SQLiteFileTests {
    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test("and the folders made for them belong to their owner alone")
    func modes() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a/b/soar.db"
            let store = try SQLiteStore(path: path)
            try await store.append(.sample("x"))
            #expect(try mode(folder + "/a") == 0o700 && mode(folder + "/a/b") == 0o700)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/a/b").sorted()
            #expect(names == ["soar.db", "soar.db-shm", "soar.db-wal"])
            for name in names { #expect(try mode(folder + "/a/b/" + name) == 0o600) }
        }
    }

    @Test("never hold a token, only what it is recognised by")
    func holdNoToken() async throws {
        try await withTemporaryFolder { folder in
            let secret = APITokenSecret()
            let store = try SQLiteStore(path: folder + "/soar.db")
            let token = try await store.insertToken(NewAPIToken(name: "canary", secret: secret, createdAt: moment()))
            try await store.recordTokenUses([APITokenUse(id: token.id, count: 1, lastUsedAt: moment())])
            _ = try await store.setToken(token.id, state: .revoked)
            func contents() throws -> [Data] {
                try FileManager.default.contentsOfDirectory(atPath: folder)
                    .map { try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)) }
            }
            let whileOpen = try contents()
            try store.close()
            for file in try whileOpen + contents() {
                #expect(file.range(of: Data(secret.exposed.utf8)) == nil)
                #expect(file.range(of: Data(secret.exposed.dropFirst(APITokenSecret.prefixLength).utf8)) == nil)
            }
            // The search itself works: what may be there is found.
            #expect(whileOpen.contains { $0.range(of: Data(secret.prefix.utf8)) != nil })
            #expect(whileOpen.contains { $0.range(of: Data(secret.hash.bytes)) != nil })
        }
    }

    @Test(
        "are refused when others can use them, and left as they are",
        arguments: [
            ("", 0o644), ("", 0o660), ("", 0o606), ("-wal", 0o640), ("-shm", 0o604),
        ])
    func refusesLooseModes(_ suffix: String, _ loose: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            let first = try SQLiteStore(path: path)
            try FileManager.default.setAttributes([.posixPermissions: loose], ofItemAtPath: path + suffix)
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let error = #expect(throws: StoreError(.invalid, "")) { try SQLiteStore(path: path) }
            #expect(error?.message.contains("chmod 600 \(path + suffix)") == true)
            #expect(try mode(path + suffix) == loose)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            try first.close()
        }
    }

    @Test("must be there when that is asked for")
    func mustExist() async throws {
        try await withTemporaryFolder { folder in
            var configuration = SQLiteStore.Configuration(path: folder + "/none/soar.db")
            configuration.opening = .mustExist
            let error = #expect(throws: StoreError(.invalid, "")) { try SQLiteStore(configuration) }
            #expect(error?.message.contains(configuration.path) == true)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
            configuration.path = folder + "/soar.db"
            try SQLiteStore(path: configuration.path).close()
            try SQLiteStore(configuration).close()
        }
    }

    @Test(
        "can't be folders, devices, nothing or beneath a file",
        arguments: ["", ":memory:", "/", "/dev/null", "a\u{0}b"])
    func refusesPaths(_ path: String) {
        #expect(throws: StoreError(.invalid, "")) { try SQLiteStore(path: path) }
    }

    @Test("can't be beneath a file")
    func refusesPathBeneathFile() async throws {
        try await withTemporaryFolder { folder in
            try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/file"))
            let error = #expect(throws: StoreError(.invalid, "")) { try SQLiteStore(path: folder + "/file/soar.db") }
            #expect(error?.message.contains(folder + "/file") == true)
        }
    }

    @Test("can have names that mean something elsewhere", arguments: ["a b%20?mode=memory#x.db", "剧本.db", "file:x.db"])
    func takesOddNames(_ name: String) async throws {
        try await withTemporaryFolder { folder in
            try SQLiteStore(path: folder + "/" + name).close()
            try SQLiteStore(path: folder + "/" + name).close()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
        }
    }

    @Test("that were taken away are noticed")
    func noticesRemoval() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            try await store.checkHealth()
            try FileManager.default.moveItem(atPath: folder + "/soar.db", toPath: folder + "/gone.db")
            await #expect(throws: StoreError(.unavailable, "")) { try await store.checkHealth() }
            try FileManager.default.moveItem(atPath: folder + "/gone.db", toPath: folder + "/soar.db")
            try await store.checkHealth()
        }
    }

    @Test(
        "that were taken away or replaced take in nothing, until they are back", arguments: ["", "-wal"], [true, false])
    func writesNothingBesides(_ suffix: String, _ isReplaced: Bool) async throws {
        try await withTemporaryFolder { folder in
            let (path, aside) = (folder + "/soar.db" + suffix, folder + "/aside")
            let store = try SQLiteStore(path: folder + "/soar.db")
            try await store.append(.sample("before"))
            try FileManager.default.moveItem(atPath: path, toPath: aside)
            if isReplaced { try FileManager.default.copyItem(atPath: aside, toPath: path) }
            let error = await #expect(throws: StoreError(.unavailable, "")) { try await store.append(.sample("lost")) }
            #expect(error?.message.contains("replaced or removed") == true)
            await #expect(throws: StoreError(.unavailable, "")) { try await store.checkAuditLog() }
            await #expect(throws: StoreError(.unavailable, "")) { try await store.checkHealth() }
            await #expect(throws: StoreError(.unavailable, "")) { _ = try await store.insertToken(.sample("lost")) }
            if isReplaced { try FileManager.default.removeItem(atPath: path) }
            try FileManager.default.moveItem(atPath: aside, toPath: path)
            try await store.append(.sample("after"))
            #expect(try await store.auditRecords(AuditQuery()).map(\.callID) == ["after", "before"])
            #expect(try await store.verifyAuditChain().isIntact)
        }
    }

    @Test("are made once when many make them at the same time")
    func createsOnce() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            try await withThrowingTaskGroup { group in
                for number in 0..<8 {
                    group.addTask {
                        let store = try SQLiteStore(path: path)
                        _ = try await store.insertToken(.sample("\(number)"))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await SQLiteStore(path: path).tokens(tenant: nil).count == 8)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.contains(".new-") })
        }
    }
}
