//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("The file with the sealing keys")
struct SealingKeyFileTests {
    private static func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    @Test("is made with the first secret, for its owner alone, and not by a look")
    func made() async throws {
        try await withTemporaryFolder { folder in
            let file = SealingKeyFile(path: folder + "/soar.key", isMadeWhereMissing: true)
            let sealer = SecretSealer(.file(file))
            #expect(throws: SealError(.damaged, "")) { try sealer.open("x", for: "p") }
            #expect(try file.read().isEmpty && !FileManager.default.fileExists(atPath: file.path))
            let sealed = try sealer.seal(Secret("s3cret"), for: "p")
            #expect(try Self.mode(file.path) == 0o600)
            #expect(try SecretSealer(.file(file)).open(sealed, for: "p").exposed == "s3cret")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(files == ["soar.key"])
        }
    }

    @Test("is one and the same for many who make it at once")
    func concurrent() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.key"
            let ids = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        let file = SealingKeyFile(path: path, isMadeWhereMissing: true)
                        return try SecretSealer.keyID(of: SecretSealer(.file(file)).seal(Secret("x"), for: "p")) ?? ""
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
        }
    }

    @Test(
        "is refused with the command that mends it where others can read it", arguments: [0o644, 0o640, 0o604, 0o620])
    func mode(_ mode: Int) async throws {
        try await withTemporaryFolder { folder in
            let file = SealingKeyFile(path: folder + "/soar.key", isMadeWhereMissing: true)
            _ = try SecretSealer(.file(file)).seal(Secret("x"), for: "p")
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
            let error = #expect(throws: SealError(.invalidKey, "")) {
                try SecretSealer(.file(file)).seal(Secret("x"), for: "p")
            }
            #expect(error?.message.contains("chmod 600 \(file.path)") == true)
        }
    }

    @Test("must be there where somebody named it")
    func named() async throws {
        try await withTemporaryFolder { folder in
            let sealer = SecretSealer(.file(SealingKeyFile(path: folder + "/k", isMadeWhereMissing: false)))
            let error = #expect(throws: SealError(.noKey, "")) { try sealer.seal(Secret("x"), for: "p") }
            #expect(error?.message.contains("openssl rand -base64 32") == true)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(files.isEmpty)
        }
    }

    @Test("is refused with its name where it holds no key", arguments: ["", "# nothing\n", "canary-no-key\n"])
    func garbage(_ text: String) async throws {
        try await withTemporaryFolder { folder in
            let file = SealingKeyFile(path: folder + "/k", isMadeWhereMissing: true)
            #expect(
                FileManager.default.createFile(
                    atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]))
            let error = #expect(throws: SealError(.invalidKey, "")) { try file.read() }
            let message = try #require(error?.message)
            #expect(message.contains(file.path) && !message.contains("canary"))
            #expect(throws: SealError(.invalidKey, "")) {
                try SealingKeyFile(path: folder, isMadeWhereMissing: true).read()
            }
        }
    }
}
