//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Synchronization

/// A platform that answers from what it was given.
final class CannedPlatform: SOARPlatform {
    private struct State {
        var running = 0
        var mostRunning = 0
        var asked: [PlaybookID] = []
    }

    private let list: Result<[Playbook], PlatformError>
    private let parameters: @Sendable (PlaybookID) async throws(PlatformError) -> [PlaybookParameter]
    private let state = Mutex(State())

    init(
        _ list: Result<[Playbook], PlatformError>,
        parameters: @escaping @Sendable (PlaybookID) async throws(PlatformError) -> [PlaybookParameter] = { _ in [] }
    ) {
        self.list = list
        self.parameters = parameters
    }

    /// How many parameter calls were under way at once at most.
    var mostRunning: Int { state.withLock(\.mostRunning) }
    /// Whose parameters were asked for.
    var asked: [PlaybookID] { state.withLock(\.asked) }

    func playbooks() async throws(PlatformError) -> [Playbook] { try list.get() }

    func parameters(of playbook: PlaybookID) async throws(PlatformError) -> [PlaybookParameter] {
        state.withLock { state in
            state.asked.append(playbook)
            state.running += 1
            state.mostRunning = max(state.mostRunning, state.running)
        }
        defer { state.withLock { $0.running -= 1 } }
        return try await parameters(playbook)
    }

    func execute(_ request: ExecutionRequest) async throws(PlatformError) -> ActivityID { throw Self.unexpected }
    func status(of activity: ActivityID) async throws(PlatformError) -> ActivityStatus { throw Self.unexpected }
    func result(of activity: ActivityID) async throws(PlatformError) -> JSONValue { throw Self.unexpected }
    func applications() async throws(PlatformError) -> [Application] { throw Self.unexpected }

    private static let unexpected = PlatformError(.business, "A synchronisation has no business with this.")
}

/// A catalogue that only remembers what it was told.
final class RecordingCatalog: PlaybookCatalog {
    struct Replacement: Sendable {
        var playbooks: [Playbook]
        var tenant: TenantID
        var time: Date
    }

    private let error: StoreError?
    private let replaced = Mutex<[Replacement]>([])

    init(error: StoreError? = nil) { self.error = error }

    var replacements: [Replacement] { replaced.withLock { $0 } }

    func replacePlaybooks(
        _ playbooks: [Playbook], tenant: TenantID, at time: Date
    ) async throws(StoreError) -> CatalogChange {
        if let error { throw error }
        replaced.withLock { $0.append(Replacement(playbooks: playbooks, tenant: tenant, time: time)) }
        var change = CatalogChange()
        change.added = playbooks.count
        return change
    }

    let catalogChanges = ChangeCounter()
    func catalogRevision() async throws(StoreError) -> Int64 { 0 }
    func playbooks(_ filter: PlaybookFilter) async throws(StoreError) -> [CatalogEntry] { [] }
    func playbook(_ id: PlaybookID, tenant: TenantID) async throws(StoreError) -> CatalogEntry? { nil }
    func setPlaybook(
        _ id: PlaybookID, tenant: TenantID, enabled: Bool
    ) async throws(StoreError) -> CatalogEntry? { nil }
    func changePlaybook(
        _ id: PlaybookID, tenant: TenantID, _ change: PlaybookChange, by operator: Operator?
    ) async throws(StoreError) -> CatalogEntry? { nil }
}

/// Playbooks with the ids 1 to `count`.
func playbooks(_ count: Int) -> [Playbook] {
    (0..<count).map { Playbook(id: PlaybookID(rawValue: Int64($0 + 1)), name: "playbook_\($0)", displayName: "P\($0)") }
}
