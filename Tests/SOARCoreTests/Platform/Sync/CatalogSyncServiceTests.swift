//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import InMemoryLogging
import Logging
import SOARCore
import ServiceLifecycle
import Synchronization
import Testing

@Suite("Synchronising again and again")
struct CatalogSyncServiceTests {
    /// Lets through as many waits as there are; the next one lasts until it is called off.
    private final class Clock: Sendable {
        private let left: Mutex<Int>
        private let asked = Mutex<[Duration]>([])

        init(waits: Int) { left = Mutex(waits) }

        var durations: [Duration] { asked.withLock { $0 } }

        func sleep(_ duration: Duration) async throws {
            asked.withLock { $0.append(duration) }
            let mayPass = left.withLock { left in
                left -= 1
                return left >= 0
            }
            if !mayPass { try await Task.sleep(for: .seconds(600)) }
        }
    }

    private let logs = InMemoryLogHandler()

    private func service(
        _ list: Result<[Playbook], PlatformError>, _ catalog: RecordingCatalog, _ clock: Clock,
        _ change: (inout CatalogSyncService.Configuration) -> Void = { _ in }
    ) -> CatalogSyncService {
        var configuration = CatalogSyncService.Configuration()
        change(&configuration)
        let sync = CatalogSync(
            platform: CannedPlatform(list), catalog: catalog, now: { Date(timeIntervalSince1970: 1) })
        return CatalogSyncService(
            sync, configuration: configuration, logger: Logger(label: "test") { [logs] _ in logs },
            sleep: { try await clock.sleep($0) })
    }

    /// Runs the service until it has wanted to wait that often, then shuts it down gracefully.
    private func run(_ service: CatalogSyncService, _ clock: Clock, waits: Int) async throws {
        let group = ServiceGroup(
            services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            while clock.durations.count < waits { try await Task.sleep(for: .milliseconds(1)) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test("synchronises at the start and then at every interval, until the shutdown")
    func repeats() async throws {
        let (catalog, clock) = (RecordingCatalog(), Clock(waits: 2))
        let service = service(.success(playbooks(2)), catalog, clock)
        #expect(service.lastReport == nil)
        try await run(service, clock, waits: 3)
        #expect(catalog.replacements.count == 3)
        #expect(clock.durations == Array(repeating: .seconds(4 * 3600), count: 3))
        #expect(service.lastReport?.listed == 2)
        #expect(service.lastError == nil)
    }

    @Test("leaves out the first one where it is told to")
    func skipsFirst() async throws {
        let (catalog, clock) = (RecordingCatalog(), Clock(waits: 1))
        let service = service(.success(playbooks(1)), catalog, clock) { $0.skipsFirst = true }
        try await run(service, clock, waits: 2)
        #expect(catalog.replacements.count == 1)
    }

    @Test("logs a failure with its reason, keeps going and tries again sooner")
    func survivesFailure() async throws {
        let (catalog, clock) = (RecordingCatalog(), Clock(waits: 1))
        let service = service(.failure(PlatformError(.unreachable, "No connection.")), catalog, clock)
        try await run(service, clock, waits: 2)
        #expect(clock.durations == [.seconds(300), .seconds(300)])
        #expect(service.lastError?.code == .platform)
        #expect(service.lastReport == nil)
        let warnings = logs.entries.filter { $0.level == .warning }
        #expect(warnings.count == 2)
        #expect(warnings.first?.metadata["error.message"] == "No connection.")
    }

    @Test("does not warn and does not hurry while no platform is configured")
    func unconfigured() async throws {
        let (catalog, clock) = (RecordingCatalog(), Clock(waits: 0))
        let service = service(.failure(PlatformError(.notConfigured, "None.")), catalog, clock)
        try await run(service, clock, waits: 1)
        #expect(clock.durations == [.seconds(4 * 3600)])
        #expect(!logs.entries.contains { $0.level >= .warning })
    }

    @Test("never waits less than half a minute")
    func boundsInterval() async throws {
        let (catalog, clock) = (RecordingCatalog(), Clock(waits: 0))
        let service = service(.success(playbooks(1)), catalog, clock) { $0.interval = .zero }
        try await run(service, clock, waits: 1)
        #expect(clock.durations == [.seconds(30)])
    }

    @Test("keeps the last report when a later synchronisation fails, and refuses two at once")
    func keepsReport() async throws {
        let turn = Mutex(0)
        let platform = CannedPlatform(.success(playbooks(1))) { _ in
            turn.withLock { $0 += 1 }
            while turn.withLock({ $0 == 1 }) { await Task.yield() }
            return []
        }
        let sync = CatalogSync(platform: platform, catalog: RecordingCatalog(), now: { Date(timeIntervalSince1970: 1) })
        let service = CatalogSyncService(sync, logger: Logger(label: "test") { [logs] _ in logs })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { _ = try await service.syncNow() }
            while platform.asked.isEmpty { await Task.yield() }
            await #expect(throws: CatalogSyncError(.alreadyRunning, "")) { try await service.syncNow() }
            turn.withLock { $0 = 2 }
            try await tasks.waitForAll()
        }
        #expect(service.lastReport?.listed == 1)
        #expect(service.lastError == nil)
    }
}
