//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization
import Testing

@Suite("The platforms of the tenants")
struct TenantPlatformsTests {
    /// Says which connection it was made of.
    private struct Made: SOARPlatform {
        let name: String

        func playbooks() async throws(PlatformError) -> [Playbook] {
            [Playbook(id: PlaybookID(rawValue: 1), name: name, displayName: name)]
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

    private final class Counter: Sendable {
        let made = Mutex(0)
    }

    private func platforms(_ store: InMemoryStore, _ counter: Counter, limit: Int = 4) -> TenantPlatforms {
        var configuration = TenantPlatforms.Configuration()
        configuration.maximumPlatforms = limit
        return TenantPlatforms(store, standard: Made(name: "settings"), configuration: configuration) {
            tenant, connection throws(PlatformError) in
            counter.made.withLock { $0 += 1 }
            return Made(name: "\(tenant)@\(connection.url)")
        }
    }

    private func connection(_ url: String) throws -> PlatformConnection {
        PlatformConnection(url: try PlatformURL(validating: url))
    }

    private func name(_ platforms: TenantPlatforms, _ tenant: TenantID) async throws -> String? {
        try await platforms.platform(for: tenant).playbooks().first?.name
    }

    private let red = TenantID(rawValue: "red")

    private func insert(_ id: TenantID, _ platform: PlatformConnection?, _ store: InMemoryStore) async throws {
        var tenant = Tenant(id: id, displayName: "x", createdAt: moment())
        tenant.platform = platform
        _ = try await store.insertTenant(tenant, by: nil)
    }

    @Test("the settings' platform changes for the next call, and for nobody who has a connection")
    func changedSettings() async throws {
        let (store, counter) = (InMemoryStore(), Counter())
        let platforms = platforms(store, counter)
        try await insert(red, try connection("https://red.example.com"), store)
        #expect(try await name(platforms, .default) == "settings")
        platforms.change(standard: Made(name: "other settings"))
        #expect(try await name(platforms, .default) == "other settings")
        #expect(try await name(platforms, red) == "red@https://red.example.com")
    }

    @Test("each tenant has its own, the default one that of the settings until it has a connection")
    func own() async throws {
        let (store, counter) = (InMemoryStore(), Counter())
        let platforms = platforms(store, counter)
        try await insert(red, try connection("https://red.example.com"), store)
        #expect(try await name(platforms, .default) == "settings")
        #expect(try await name(platforms, red) == "red@https://red.example.com")
        var change = TenantChange()
        change.platform = try connection("https://own.example.com")
        _ = try await store.changeTenant(.default, change, by: nil)
        #expect(try await name(platforms, .default) == "default@https://own.example.com")
        change.platform = .some(nil)
        _ = try await store.changeTenant(.default, change, by: nil)
        #expect(try await name(platforms, .default) == "settings")
    }

    @Test("none for a tenant that is not there, has no connection, or is disabled")
    func none() async throws {
        let (store, counter) = (InMemoryStore(), Counter())
        let platforms = platforms(store, counter)
        try await insert(red, nil, store)
        for tenant in [red, TenantID(rawValue: "nobody")] {
            await #expect(throws: PlatformError(.notConfigured, "")) { _ = try await platforms.platform(for: tenant) }
        }
        var change = TenantChange()
        change.platform = try connection("https://red.example.com")
        _ = try await store.changeTenant(red, change, by: nil)
        _ = try await platforms.platform(for: red)
        _ = try await store.setTenant(red, state: .disabled, by: nil)
        await #expect(throws: PlatformError(.notConfigured, "")) { _ = try await platforms.platform(for: self.red) }
    }

    @Test("a client is made once, and again only for another connection of its own tenant")
    func remembered() async throws {
        let (store, counter) = (InMemoryStore(), Counter())
        let platforms = platforms(store, counter)
        try await insert(red, try connection("https://red.example.com"), store)
        for _ in 0..<5 { _ = try await platforms.platform(for: red) }
        try await insert(.other, try connection("https://other.example.com"), store)
        _ = try await platforms.platform(for: red)
        #expect(counter.made.withLock { $0 } == 1)
        var change = TenantChange()
        change.platform = try connection("https://new.example.com")
        _ = try await store.changeTenant(red, change, by: nil)
        #expect(try await name(platforms, red) == "red@https://new.example.com")
        #expect(counter.made.withLock { $0 } == 2)
    }

    @Test("of 10,000 tenants no more are remembered than may be")
    func bounded() async throws {
        let (store, counter) = (InMemoryStore(), Counter())
        let platforms = platforms(store, counter, limit: 64)
        for number in 0..<10_000 {
            try await insert(TenantID(rawValue: "t\(number)"), try connection("https://t\(number).example.com"), store)
        }
        for number in 0..<10_000 {
            let tenant = TenantID(rawValue: "t\(number)")
            #expect(try await name(platforms, tenant) == "t\(number)@https://t\(number).example.com")
        }
        #expect(platforms.count <= 64)
    }
}
