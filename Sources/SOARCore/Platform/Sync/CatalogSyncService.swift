//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
public import Logging
public import ServiceLifecycle
import Synchronization

/// Keeps a tenant's catalogue in line with its platform: at the start, then at every interval.
///
/// A synchronisation that fails is logged and tried again sooner than at the next interval; what the catalogue knows
/// is served meanwhile.
public final class CatalogSyncService: Service {
    /// When synchronisations happen.
    public struct Configuration: Sendable {
        /// From the end of one to the beginning of the next.
        public var interval: Duration = .seconds(4 * 60 * 60)
        /// The same after a failure, where that is shorter.
        public var retryInterval: Duration = .seconds(5 * 60)
        /// Leaves out the one at the start.
        public var skipsFirst = false
        /// What no wait is shorter than.
        public static let minimumInterval: Duration = .seconds(30)

        public init() {}
    }

    private struct State {
        var isRunning = false
        var lastReport: SyncReport?
        var lastError: CatalogSyncError?
    }

    private let sync: CatalogSync
    private let configuration: Configuration
    private let logger: Logger
    private let sleep: @Sendable (Duration) async throws -> Void
    private let state = Mutex(State())

    /// Makes the service; nothing happens before ``run()`` or ``syncNow()``.
    ///
    /// - Parameters:
    ///   - sync: What is done each time.
    ///   - configuration: When it is done.
    ///   - logger: Told about what happened.
    ///   - sleep: Waits; tests hand in one that doesn't.
    public init(
        _ sync: CatalogSync, configuration: Configuration = Configuration(), logger: Logger,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.sync = sync
        self.configuration = configuration
        self.logger = logger
        self.sleep = sleep
    }

    /// The last synchronisation that was done; nil before the first one.
    public var lastReport: SyncReport? { state.withLock(\.lastReport) }

    /// Why the last try failed; nil when it did not.
    public var lastError: CatalogSyncError? { state.withLock(\.lastError) }

    /// Whether the platform that there is did not tell its playbooks.
    var isFailing: Bool { lastError.map { $0.code != .notConfigured } ?? false }

    /// Synchronises until the shutdown, which calls off one that is under way.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            if self.configuration.skipsFirst, await !self.waits(self.configuration.interval) { return }
            while !Task.isCancelled {
                guard await self.waits(await self.attempt()) else { return }
            }
        }
    }

    /// Synchronises at once, for somebody who asks for it.
    ///
    /// - Returns: What it brought.
    /// - Throws: ``CatalogSyncError``, also where one is under way already.
    public func syncNow() async throws(CatalogSyncError) -> SyncReport {
        let mayRun = state.withLock { state in
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard mayRun else { throw CatalogSyncError(.alreadyRunning, "A synchronisation is under way already.") }
        do {
            let report = try await sync.sync()
            state.withLock { $0 = State(lastReport: report) }
            return report
        } catch {
            state.withLock { $0 = State(lastReport: $0.lastReport, lastError: error) }
            throw error
        }
    }

    /// Synchronises once and says how long to wait for the next time.
    func attempt() async -> Duration {
        do {
            log(try await syncNow())
            return configuration.interval
        } catch  where error.code == .cancelled || error.code == .alreadyRunning {
            return configuration.interval
        } catch  where error.code == .notConfigured {
            // That is a state, not a fault: whoever configures the platform asks for a synchronisation.
            logger.info("Playbooks not synchronised: no platform is configured")
            return configuration.interval
        } catch {
            logger.warning(
                "Playbooks not synchronised",
                metadata: ["error.code": "\(error.code)", "error.message": "\(error.message)"])
            return min(configuration.interval, configuration.retryInterval)
        }
    }

    /// Waits; false when the wait was called off.
    private func waits(_ duration: Duration) async -> Bool {
        do {
            try await sleep(max(duration, Configuration.minimumInterval))
            return !Task.isCancelled
        } catch {
            return false
        }
    }

    private func log(_ report: SyncReport) {
        logger.info(
            "Playbooks synchronised",
            metadata: [
                "sync.listed": "\(report.listed)", "sync.added": "\(report.change.added)",
                "sync.updated": "\(report.change.updated)", "sync.unchanged": "\(report.change.unchanged)",
                "sync.gone": "\(report.change.gone)", "sync.failures": "\(report.failures.count)",
                "sync.duration": "\(report.duration)",
            ])
        for failure in report.failures.prefix(Self.maximumLoggedFailures) {
            logger.warning(
                "Parameters of a playbook not synchronised",
                metadata: ["playbook.id": "\(failure.playbook)", "error.message": "\(failure.message)"])
        }
    }

    /// How many failures of one synchronisation are logged one by one.
    private static let maximumLoggedFailures = 20
}
