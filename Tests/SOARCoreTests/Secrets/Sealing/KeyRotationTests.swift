//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("A change of the sealing key")
struct KeyRotationTests {
    private static let somebody = Operator("cli:somebody", at: moment())
    private static let purposes = (0..<20).map { "setting/s\($0)" }

    private struct Setup {
        let store: SQLiteStore
        let file: SealingKeyFile
        var sealer: SecretSealer { SecretSealer(.file(file)) }

        init(_ folder: String) async throws {
            store = try SQLiteStore(path: folder + "/soar.db")
            file = SealingKeyFile(path: folder + "/soar.db.key", isMadeWhereMissing: true)
            for purpose in purposes {
                try await store.setSealedSecret(
                    purpose, to: sealer.seal(Secret("of \(purpose)"), for: purpose), by: nil)
            }
        }

        /// The ids of the keys in use; each value is opened.
        func keysInUse() async throws -> Set<String> {
            let secrets = try await store.sealedSecrets()
            #expect(secrets.count == purposes.count)
            for (purpose, sealed) in secrets {
                #expect(try sealer.open(sealed, for: purpose).exposed == "of \(purpose)")
            }
            return Set(secrets.values.compactMap { SecretSealer.keyID(of: $0) })
        }
    }

    @Test("seals everything anew and leaves only the new key behind")
    func whole() async throws {
        try await withTemporaryFolder { folder in
            let setup = try await Setup(folder)
            let old = try await setup.keysInUse()
            let outcome = try await KeyRotation(setup.store).rotate(setup.file, by: Self.somebody)
            #expect(outcome.resealed == Self.purposes.count && Set(outcome.retired) == old)
            #expect(try await setup.keysInUse() == [outcome.keyID])
            #expect(try setup.file.read().map(\.id) == [outcome.keyID] && !old.contains(outcome.keyID))
        }
    }

    @Test("can end after any step: everything opens, and the next one goes on", arguments: 1...2)
    func interrupted(_ steps: Int) async throws {
        try await withTemporaryFolder { folder in
            let setup = try await Setup(folder)
            let rotation = KeyRotation(setup.store)
            let old = try rotation.begin(setup.file)
            if steps > 1 { _ = try await rotation.reseal(with: setup.file.read(), by: Self.somebody) }
            let keys = try setup.file.read().map(\.id)
            #expect(keys.count == 2 && keys.last == old.first?.id)
            #expect(try await setup.keysInUse() == [steps > 1 ? keys[0] : keys[1]])
            let outcome = try await rotation.rotate(setup.file, by: Self.somebody)
            #expect(try setup.file.read().map(\.id) == [outcome.keyID])
            #expect(try await setup.keysInUse() == [outcome.keyID])
        }
    }

    @Test("keeps the old key where a secret was stored with it meanwhile")
    func lateSecret() async throws {
        try await withTemporaryFolder { folder in
            let setup = try await Setup(folder)
            let rotation = KeyRotation(setup.store)
            let late = try setup.sealer.seal(Secret("of setting/s0"), for: "setting/s0")
            _ = try rotation.begin(setup.file)
            _ = try await rotation.reseal(with: setup.file.read(), by: Self.somebody)
            try await setup.store.setSealedSecret("setting/s0", to: late, by: nil)
            await #expect(throws: SealError(.unavailable, "")) { try await rotation.finish(setup.file) }
            #expect(try setup.file.read().count == 2)
            #expect(try await setup.keysInUse().count == 2)
            let outcome = try await rotation.rotate(setup.file, by: Self.somebody)
            #expect(try await setup.keysInUse() == [outcome.keyID])
        }
    }

    @Test("changes nothing where one value can't be opened, and names it")
    func unreadable() async throws {
        try await withTemporaryFolder { folder in
            let setup = try await Setup(folder)
            let before = try await setup.store.sealedSecrets()
            let foreign = try SecretSealer(.keys([SealingKey()])).seal(Secret("x"), for: "setting/foreign")
            try await setup.store.setSealedSecret("setting/foreign", to: foreign, by: nil)
            let error = await #expect(throws: SealError(.unknownKey, "")) {
                try await KeyRotation(setup.store).rotate(setup.file, by: Self.somebody)
            }
            #expect(error?.message.contains("setting/foreign") == true)
            try await setup.store.setSealedSecret("setting/foreign", to: nil, by: nil)
            #expect(try await setup.store.sealedSecrets() == before)
            _ = try await setup.keysInUse()
        }
    }

    @Test("can also be made with keys that are kept elsewhere")
    func elsewhere() async throws {
        try await withTemporaryFolder { folder in
            let setup = try await Setup(folder)
            let keys = [SealingKey()] + (try setup.file.read())
            let rotation = KeyRotation(setup.store)
            #expect(try await rotation.reseal(with: keys, by: Self.somebody) == Self.purposes.count)
            #expect(try await rotation.reseal(with: keys, by: Self.somebody) == 0)
            let values = try await setup.store.sealedValues()
            #expect(values.allSatisfy { SecretSealer.keyID(of: $0.sealed) == keys[0].id })
        }
    }
}
