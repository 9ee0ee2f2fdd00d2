//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Synchronising into a real store")
struct CatalogSyncStoreTests {
    private let time = Date(timeIntervalSince1970: 1_700_000_000)

    /// Synchronises what a platform answers by then, and gives back what the catalogue holds.
    private func sync(_ platform: CannedPlatform, _ store: SQLiteStore) async throws -> [CatalogEntry] {
        _ = try? await CatalogSync(platform: platform, catalog: store, now: { time }).sync()
        var filter = PlaybookFilter()
        filter.onlyAvailable = false
        return try await store.playbooks(filter)
    }

    @Test("keeps known parameters over a fault, the operator's switch over everything, and marks what is gone")
    func keepsWhatIsKnown() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "soar-sync-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteStore(path: folder.appending(path: "soar.db").path)
        let known = [PlaybookParameter(name: "src", isRequired: true)]

        let first = try await sync(CannedPlatform(.success(playbooks(2))) { _ in known }, store)
        #expect(first.map(\.playbook.parameters) == [known, known])
        #expect(first.map(\.isEnabled) == [true, true])
        _ = try await store.setPlaybook(PlaybookID(rawValue: 1), tenant: .default, enabled: false)

        let failing = CannedPlatform(.success(playbooks(1))) { _ throws(PlatformError) in
            throw PlatformError(.timedOut, "Too slow.")
        }
        let second = try await sync(failing, store)
        #expect(second.map(\.playbook.parameters) == [known, known])
        #expect(second.map(\.isEnabled) == [false, true])
        #expect(second.map(\.goneSince) == [nil, time])

        // An empty list is a fault: nothing more may be gone after it.
        let third = try await sync(CannedPlatform(.success([])), store)
        #expect(third == second)

        let fourth = try await sync(CannedPlatform(.success(playbooks(2))), store)
        #expect(fourth.map(\.goneSince) == [nil, nil])
        #expect(fourth.map(\.playbook.parameters) == [[], []])
    }
}
