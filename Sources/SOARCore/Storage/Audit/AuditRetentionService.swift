//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging
public import ServiceLifecycle

public import struct Foundation.Date

/// Takes old records out of the audit log, again and again.
///
/// What can't be done now is logged and tried again at the next time; nothing is lost by waiting.
public final class AuditRetentionService: Service {
    /// When it is done.
    public struct Configuration: Sendable {
        /// From the start to the first time: whoever starts is not held up.
        public var firstDelay: Duration = .seconds(60)
        /// From the end of one to the beginning of the next.
        public var interval: Duration = .seconds(3600)

        public init() {}
    }

    private let log: any AuditPruning
    private let retention: Live<AuditRetention?>
    private let configuration: Configuration
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let sleep: @Sendable (Duration) async throws -> Void
    /// What the time was when the service was made, by the clock on the wall and by one that nobody can set.
    private let start: (wall: Date, steady: ContinuousClock.Instant)

    /// How far the time may get ahead of the clock that nobody can set: clocks are put right, by hours at most.
    private static let maximumLead: Duration = .seconds(86_400)

    /// Makes the service; nothing happens before ``run()``.
    ///
    /// - Parameters:
    ///   - log: Where records are taken out.
    ///   - retention: Which are kept; nil for all.
    ///   - configuration: When it is done.
    ///   - logger: Told about what happened.
    ///   - now: What ages are seen from.
    ///   - sleep: Waits; tests hand in one that doesn't.
    public init(
        _ log: any AuditPruning, retention: AuditRetention?, configuration: Configuration = Configuration(),
        logger: Logger, now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.log = log
        self.retention = Live(retention)
        self.configuration = configuration
        self.logger = logger
        self.now = now
        self.sleep = sleep
        start = (now(), .now)
    }

    /// Keeps other records from the next time on; nil keeps all.
    public func change(to retention: AuditRetention?) { self.retention.replace(with: retention) }

    /// Prunes until the shutdown.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var delay = self.configuration.firstDelay
            while await self.waits(delay) {
                await self.prune()
                delay = self.configuration.interval
            }
        }
    }

    private func prune() async {
        guard let retention = retention.value else { return }
        do {
            let report = try await log.pruneAuditRecords(retention, at: time, by: "retention", isRehearsal: false)
            if report.heldBack > 0 {
                logger.notice(
                    "Old audit records are kept: not every destination has them yet",
                    metadata: ["audit.count": "\(report.heldBack)"])
            }
            for (destination, count) in report.undelivered.sorted(by: { $0.key < $1.key }) {
                logger.error(
                    "Audit records were taken out that a destination never got",
                    metadata: ["destination": "\(destination)", "audit.count": "\(count)"])
            }
            guard let range = report.range else { return }
            logger.info(
                "Old audit records were taken out",
                metadata: [
                    "audit.first": "\(range.lowerBound)", "audit.last": "\(range.upperBound)",
                    "audit.count": "\(report.count)",
                ])
        } catch  where Task.isCancelled {
            logger.debug("Taking out audit records was called off", metadata: ["error.message": "\(error.message)"])
        } catch {
            logger.error(
                "Old audit records could not be taken out",
                metadata: ["error.code": "\(error.code)", "error.message": "\(error.message)"])
        }
    }

    /// The time that ages are seen from: a clock that jumps ahead makes no record old.
    private var time: Date {
        let passed = start.steady.duration(to: .now) + Self.maximumLead
        return min(now(), start.wall.addingTimeInterval(passed / .seconds(1)))
    }

    /// Waits; false when the wait was called off.
    private func waits(_ duration: Duration) async -> Bool {
        do {
            try await sleep(duration)
            return !Task.isCancelled
        } catch {
            return false
        }
    }
}
