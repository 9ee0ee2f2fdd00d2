//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import SOARCore
import ServiceLifecycle
import Testing

@Suite("Synchronising all tenants", .timeLimit(.minutes(1)))
struct TenantSyncServiceTests {
    /// A platform of one playbook for each tenant; one that is asked for `dead` never answers.
    private struct Source: PlatformSource {
        func platform(for tenant: TenantID) async throws(PlatformError) -> any SOARPlatform {
            switch tenant.rawValue {
            case "dead": CannedPlatform(.failure(PlatformError(.unreachable, "Gone.")))
            case "hanging": Hanging()
            default: CannedPlatform(.success([Playbook.sample(Int64(tenant.rawValue.count))]))
            }
        }
    }

    private struct Hanging: SOARPlatform {
        func playbooks() async throws(PlatformError) -> [Playbook] {
            try? await Task.sleep(for: .seconds(600))
            throw PlatformError(.timedOut, "Too late.")
        }
        func parameters(of playbook: PlaybookID) async throws(PlatformError) -> [PlaybookParameter] { [] }
        func execute(_ request: ExecutionRequest) async throws(PlatformError) -> ActivityID {
            throw PlatformError(.notFound, "")
        }
        func status(of activity: ActivityID) async throws(PlatformError) -> ActivityStatus {
            throw PlatformError(.notFound, "")
        }
        func result(of activity: ActivityID) async throws(PlatformError) -> JSONValue { .null }
        func applications() async throws(PlatformError) -> [Application] { [] }
    }

    private let store = InMemoryStore()

    private func insert(_ name: String) async throws {
        var tenant = Tenant(id: TenantID(rawValue: name), displayName: name, createdAt: moment())
        tenant.platform = PlatformConnection(url: try PlatformURL(validating: "https://\(name).example.com"))
        _ = try await store.insertTenant(tenant, by: nil)
    }

    private func service(_ change: (inout CatalogSyncService.Configuration) -> Void = { _ in }) -> TenantSyncService {
        var configuration = CatalogSyncService.Configuration()
        change(&configuration)
        return TenantSyncService(
            store, platforms: Source(), catalog: store, configuration: configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, tick: .milliseconds(5),
            now: { Date(timeIntervalSince1970: 1) })
    }

    private func running(_ service: TenantSyncService, _ body: () async throws -> Void) async throws {
        let group = ServiceGroup(
            services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Returns when the tenant's catalogue has something; the time limit ends a test in which it never has.
    private func waitForPlaybooks(of name: String) async throws {
        let filter = PlaybookFilter(tenant: TenantID(rawValue: name))
        while try await store.playbooks(filter).isEmpty { try await Task.sleep(for: .milliseconds(2)) }
    }

    @Test("each enabled tenant gets its own playbooks, one that comes while it runs too, and no disabled one")
    func all() async throws {
        try await insert("red")
        try await insert("off")
        _ = try await store.setTenant(TenantID(rawValue: "off"), state: .disabled, by: nil)
        let service = service()
        try await running(service) {
            try await waitForPlaybooks(of: "red")
            try await waitForPlaybooks(of: "default")
            try await insert("later")
            try await waitForPlaybooks(of: "later")
            _ = try await store.setTenant(TenantID(rawValue: "off"), state: .enabled, by: nil)
            try await waitForPlaybooks(of: "off")
        }
        let red = try await store.playbooks(PlaybookFilter(tenant: TenantID(rawValue: "red")))
        #expect(red.map(\.playbook.id.rawValue) == [3])
        #expect(service.status == TenantSyncService.Status(connections: 3, failing: 0))
    }

    @Test("a platform that is away, or never answers, holds up nobody else's")
    func outage() async throws {
        for name in ["dead", "hanging", "red"] { try await insert(name) }
        let service = service()
        try await running(service) {
            try await waitForPlaybooks(of: "red")
            try await insert("blue")
            try await waitForPlaybooks(of: "blue")
            while service.status.failing == 0 { try await Task.sleep(for: .milliseconds(2)) }
            #expect(service.status == TenantSyncService.Status(connections: 4, failing: 1))
        }
    }

    @Test("another connection is asked at once; leaving out the first time is for those who are there at the start")
    func changes() async throws {
        try await insert("red")
        let service = service { $0.skipsFirst = true }
        try await running(service) {
            // It has looked at who is there.
            while service.status.connections == 0 { try await Task.sleep(for: .milliseconds(2)) }
            try await insert("blue")
            try await waitForPlaybooks(of: "blue")
            #expect(try await store.playbooks(PlaybookFilter(tenant: TenantID(rawValue: "red"))).isEmpty)
            var change = TenantChange()
            change.platform = PlatformConnection(url: try PlatformURL(validating: "https://new.example.com"))
            _ = try await store.changeTenant(TenantID(rawValue: "red"), change, by: nil)
            try await waitForPlaybooks(of: "red")
        }
    }

    @Test("is done at once for who asks, and for nobody who has no platform")
    func now() async throws {
        try await insert("red")
        let service = service()
        #expect(try await service.syncNow(TenantID(rawValue: "red")).listed == 1)
        #expect(try await service.syncNow().listed == 1)
        await #expect(throws: CatalogSyncError(.notConfigured, "")) {
            _ = try await service.syncNow(TenantID(rawValue: "nobody"))
        }
    }
}
