//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Synchronization
import Testing

@Suite("Synchronising the catalogue")
struct CatalogSyncTests {
    private let start = Date(timeIntervalSince1970: 1_700_000_000)

    private func syncError(_ sync: CatalogSync) async -> CatalogSyncError? {
        do {
            _ = try await sync.sync()
            return nil
        } catch {
            return error
        }
    }

    @Test("brings playbooks with their parameters into the tenant's catalogue")
    func bringsPlaybooks() async throws {
        let platform = CannedPlatform(.success(playbooks(3))) { id in [PlaybookParameter(name: "p\(id)")] }
        let catalog = RecordingCatalog()
        let times = Mutex([start, start.addingTimeInterval(2), start.addingTimeInterval(3)])
        let sync = CatalogSync(
            platform: platform, catalog: catalog, tenant: TenantID(rawValue: "night"),
            now: { times.withLock { $0.removeFirst() } })
        let report = try await sync.sync()

        let replacement = try #require(catalog.replacements.first)
        #expect(catalog.replacements.count == 1)
        #expect(replacement.tenant.rawValue == "night")
        #expect(replacement.time == start.addingTimeInterval(2))
        #expect(replacement.playbooks.map(\.id.rawValue) == [1, 2, 3])
        #expect(replacement.playbooks.map { $0.parameters?.map(\.name) } == [["p1"], ["p2"], ["p3"]])
        #expect(report.startedAt == start)
        #expect(report.duration == .seconds(3))
        #expect(report.listed == 3)
        #expect(report.change.added == 3)
        #expect(report.failures.isEmpty)
    }

    @Test("keeps what is known of a playbook whose parameters can't be asked for, and reports it")
    func reportsFailures() async throws {
        let platform = CannedPlatform(.success(playbooks(3))) { id throws(PlatformError) in
            if id.rawValue == 2 { throw PlatformError(.business, "Not today.") }
            return []
        }
        let catalog = RecordingCatalog()
        let report = try await CatalogSync(platform: platform, catalog: catalog, now: { start }).sync()
        #expect(report.failures == [.init(playbook: PlaybookID(rawValue: 2), message: "Not today.")])
        #expect(catalog.replacements.first?.playbooks.map(\.parameters) == [[], nil, []])
    }

    @Test("takes an empty list for a fault and leaves the catalogue alone")
    func refusesEmptyList() async {
        let catalog = RecordingCatalog()
        let sync = CatalogSync(platform: CannedPlatform(.success([])), catalog: catalog, now: { start })
        #expect(await syncError(sync)?.code == .noPlaybooks)
        #expect(catalog.replacements.isEmpty)
    }

    @Test(
        "leaves the catalogue alone when the platform does not tell its list",
        arguments: [(PlatformError.Code.unreachable, CatalogSyncError.Code.platform), (.notConfigured, .notConfigured)])
    func reportsPlatform(code: PlatformError.Code, expected: CatalogSyncError.Code) async {
        let catalog = RecordingCatalog()
        let platform = CannedPlatform(.failure(PlatformError(code, "Gone.")))
        let error = await syncError(CatalogSync(platform: platform, catalog: catalog, now: { start }))
        #expect(error?.code == expected)
        #expect(error?.message == "Gone.")
        #expect(catalog.replacements.isEmpty)
    }

    @Test("reports a catalogue that can't be written")
    func reportsStore() async {
        let catalog = RecordingCatalog(error: StoreError(.unavailable, "The disk is full."))
        let sync = CatalogSync(platform: CannedPlatform(.success(playbooks(1))), catalog: catalog, now: { start })
        let error = await syncError(sync)
        #expect(error?.code == .store)
        #expect(error?.message == "The disk is full.")
    }

    @Test("asks for the parameters of eight playbooks at once, not more")
    func boundsConcurrency() async throws {
        let platform = CannedPlatform(.success(playbooks(40))) { _ in
            try? await Task.sleep(for: .milliseconds(5))
            return []
        }
        let report = try await CatalogSync(platform: platform, catalog: RecordingCatalog(), now: { start }).sync()
        #expect(report.failures.isEmpty)
        #expect(platform.mostRunning == 8)
        #expect(Set(platform.asked).count == 40)
    }

    @Test(
        "stops asking a platform that has stopped answering",
        arguments: [PlatformError.Code.unreachable, .timedOut, .unauthorized])
    func stopsAsking(code: PlatformError.Code) async throws {
        let platform = CannedPlatform(.success(playbooks(100))) { _ throws(PlatformError) in
            throw PlatformError(code, "Gone.")
        }
        let catalog = RecordingCatalog()
        let report = try await CatalogSync(platform: platform, catalog: catalog, now: { start }).sync()
        #expect(platform.asked.count < CatalogSync.maximumUnansweredCalls + CatalogSync.maximumConcurrentCalls)
        #expect(report.failures.map(\.playbook.rawValue) == Array(1...100))
        #expect(catalog.replacements.first?.playbooks.count == 100)
        #expect(catalog.replacements.first?.playbooks.allSatisfy { $0.parameters == nil } == true)
    }

    @Test("changes nothing when it is called off")
    func cancelled() async {
        let catalog = RecordingCatalog()
        let platform = CannedPlatform(.success(playbooks(3))) { _ throws(PlatformError) in
            do { try await Task.sleep(for: .seconds(60)) } catch { throw PlatformError(.unreachable, "", cause: error) }
            return []
        }
        let sync = CatalogSync(platform: platform, catalog: catalog, now: { start })
        let error = await withTaskGroup(of: CatalogSyncError?.self) { group in
            group.addTask { await syncError(sync) }
            while platform.asked.isEmpty { await Task.yield() }
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(error?.code == .cancelled)
        #expect(catalog.replacements.isEmpty)
    }
}
