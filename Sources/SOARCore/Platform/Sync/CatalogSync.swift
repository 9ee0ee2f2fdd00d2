//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging

public import struct Foundation.Date

/// Brings a tenant's catalogue in line with its platform: one call for the list, then one per playbook.
public struct CatalogSync: Sendable {
    /// How many playbooks are asked for their parameters at once.
    public static let maximumConcurrentCalls = 8
    /// After so many calls that the platform did not answer, the rest is not asked.
    ///
    /// Otherwise a platform that goes away in the middle would hold a synchronisation up for hours.
    public static let maximumUnansweredCalls = 16

    private let platforms: any PlatformSource
    private let catalog: any PlaybookCatalog
    private let tenant: TenantID
    private let now: @Sendable () -> Date

    /// Makes one; nothing happens before ``sync()``.
    public init(
        platform: any SOARPlatform, catalog: any PlaybookCatalog, tenant: TenantID = .default,
        now: @escaping @Sendable () -> Date
    ) {
        self.init(platforms: FixedPlatform(platform: platform), catalog: catalog, tenant: tenant, now: now)
    }

    /// Makes one that asks the platform which the tenant has at that time.
    public init(
        platforms: any PlatformSource, catalog: any PlaybookCatalog, tenant: TenantID,
        now: @escaping @Sendable () -> Date
    ) {
        self.platforms = platforms
        self.catalog = catalog
        self.tenant = tenant
        self.now = now
    }

    /// Brings the catalogue in line with the platform, all or nothing.
    ///
    /// A playbook whose parameters can't be asked for keeps the ones that are known; the report names it.
    ///
    /// - Returns: What it brought.
    /// - Throws: ``CatalogSyncError``; the catalogue is then as it was.
    public func sync() async throws(CatalogSyncError) -> SyncReport {
        let start = now()
        let platform: any SOARPlatform
        let listed: [Playbook]
        do throws(PlatformError) {
            platform = try await platforms.platform(for: tenant)
            listed = try await platform.playbooks()
        } catch {
            throw CatalogSyncError(error)
        }
        guard !listed.isEmpty else {
            throw CatalogSyncError(
                .noPlaybooks,
                "The platform lists no playbook. Check that published playbooks carry one of the configured labels and "
                    + "that the token's role may see them.")
        }
        let (playbooks, failures) = await withParameters(listed, platform)
        // A call that was called off looks like one that failed, and says nothing about the platform.
        guard !Task.isCancelled else { throw CatalogSyncError(.cancelled, "The synchronisation was called off.") }
        let change: CatalogChange
        do {
            change = try await catalog.replacePlaybooks(playbooks, tenant: tenant, at: now())
        } catch {
            throw CatalogSyncError(.store, error.message, cause: error)
        }
        return SyncReport(
            startedAt: start, duration: .seconds(now().timeIntervalSince(start)), listed: listed.count, change: change,
            failures: failures)
    }
}

extension CatalogSync {
    private typealias Answer = (position: Int, parameters: Result<[PlaybookParameter], PlatformError>)

    /// The playbooks with their parameters as far as the platform tells them, and where it didn't.
    private func withParameters(
        _ listed: [Playbook], _ platform: any SOARPlatform
    ) async -> ([Playbook], [SyncReport.Failure]) {
        var playbooks = listed
        var failures: [SyncReport.Failure] = []
        var unanswered = 0
        await withTaskGroup(of: Answer.self) { group in
            var next = 0
            var running = 0
            while next < listed.count || running > 0 {
                while next < listed.count, running < Self.maximumConcurrentCalls,
                    unanswered < Self.maximumUnansweredCalls
                {
                    let (position, id) = (next, listed[next].id)
                    group.addTask { (position, await parameters(of: id, platform)) }
                    next += 1
                    running += 1
                }
                guard let answer = await group.next() else { break }
                running -= 1
                switch answer.parameters {
                case .success(let parameters):
                    playbooks[answer.position].parameters = parameters
                case .failure(let error):
                    if error.meansUnanswered { unanswered += 1 }
                    failures.append(.init(playbook: listed[answer.position].id, message: error.message))
                }
            }
            for playbook in listed[next...] {
                failures.append(.init(playbook: playbook.id, message: "Not asked: the platform had stopped answering."))
            }
        }
        return (playbooks, failures.sorted { $0.playbook < $1.playbook })
    }

    private func parameters(
        of id: PlaybookID, _ platform: any SOARPlatform
    ) async -> Result<[PlaybookParameter], PlatformError> {
        do { return .success(try await platform.parameters(of: id)) } catch { return .failure(error) }
    }
}

extension PlatformError {
    /// Whether it tells about the platform as a whole, not about what was asked for.
    fileprivate var meansUnanswered: Bool {
        code == .unreachable || code == .timedOut || code == .unauthorized || code == .notConfigured
    }
}
