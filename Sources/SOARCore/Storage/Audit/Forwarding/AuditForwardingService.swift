//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging
public import ServiceLifecycle
import Synchronization

public import struct Foundation.Date

/// Hands the audit log on to other systems: all records, in their order, each at least once.
///
/// It reads what is committed and has no part in a call: a destination that is slow or gone costs the callers nothing.
/// What a destination doesn't have stays in the log, and is handed over when it is back, also by another process.
public final class AuditForwardingService: Service {
    /// How often and how long something is tried.
    public struct Configuration: Sendable {
        /// From the end of one batch to the next look, where there was no more to hand over.
        public var interval: Duration = .seconds(1)
        /// After the first failure; twice as long after each further one.
        public var firstPause: Duration = .seconds(1)
        /// The longest wait after a failure.
        public var longestPause: Duration = .seconds(60)
        /// How long a connection must stay whole until records count as delivered where nobody acknowledges them.
        public var settlingTime: Duration = .seconds(10)
        /// How many bytes handed over after them do as well: more than the systems on both sides hold in their buffers.
        public var settlingBytes = 16 * 1024 * 1024
        /// How long the last records may take at the shutdown; the others go after the next start.
        public var farewellLimit: Duration = .seconds(3)
        /// Which part of a wait after a failure is waited, so that many servers don't come back at once.
        public var jitter: @Sendable () -> Double = { .random(in: 0.5...1) }

        public init() {}
    }

    /// What happened since the process began.
    public struct Figures: Hashable, Sendable {
        public var destination: String
        /// Records that were handed over, those again that had to be repeated.
        public var delivered = 0
        /// Tries that failed.
        public var failures = 0
        /// Whether the last try failed, and nothing has arrived since.
        public var isFailing = false
        /// Whether it fails only because the log itself can't be read.
        var isUnreadable = false
    }

    private let log: any AuditForwardingLog
    private let forwarders: [AuditForwarder]
    private let configuration: Configuration
    private let logger: Logger
    private let isPrepared = Mutex(false)

    /// Makes the service; nothing happens before ``prepare()`` or ``run()``.
    ///
    /// - Parameters:
    ///   - destinations: All that there are; none is fine.
    ///   - log: What is handed on.
    ///   - configuration: How often and how long something is tried.
    ///   - logger: Told when a destination can't be reached, and when it can again.
    ///   - now: The time that is remembered with a place.
    public init(
        _ destinations: [any AuditDestination], log: any AuditForwardingLog,
        configuration: Configuration = Configuration(), logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.log = log
        self.configuration = configuration
        self.logger = logger
        forwarders = destinations.map { AuditForwarder($0, log, configuration, logger, now) }
    }

    /// What happened so far, for each destination.
    public var figures: [Figures] { forwarders.map(\.figures) }

    /// What happened so far with how far each destination has come.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where that can't be read.
    public func status() async throws(StoreError) -> [(figures: Figures, state: AuditForwardingState)] {
        guard !forwarders.isEmpty else { return [] }
        let states = try await log.auditForwardingStates()
        return figures.compactMap { figures in
            states.first { $0.destination == figures.destination }.map { (figures, $0) }
        }
    }

    /// Takes note of the destinations, so that whatever is recorded from now on gets there.
    ///
    /// ``run()`` does it again where it fails.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be written.
    public func prepare() async throws(StoreError) {
        try await log.beginAuditForwarding(to: forwarders.map(\.destination.name))
        isPrepared.withLock { $0 = true }
    }

    /// Forwards until the shutdown, and then what is left, as far as that is quick.
    public func run() async throws {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                await self.prepareInTheEnd()
                await withDiscardingTaskGroup { forwarders in
                    for forwarder in self.forwarders { forwarders.addTask { await forwarder.run() } }
                }
                // Without a destination there is nothing to do, and that is no reason to end the others.
                try? await gracefulShutdown()
            }
            tasks.addTask {
                try? await gracefulShutdown()
                try? await Task.sleep(for: self.configuration.farewellLimit)
            }
            await tasks.next()
            tasks.cancelAll()
        }
    }

    private func prepareInTheEnd() async {
        var pause = configuration.firstPause
        while !isPrepared.withLock(\.self), !Task.isCancelled, !Task.isShuttingDownGracefully {
            do throws(StoreError) {
                try await prepare()
            } catch {
                logger.error("The audit log can't be forwarded yet", metadata: ["error.message": "\(error.message)"])
                await Self.wait(pause)
                pause = min(pause * 2, configuration.longestPause)
            }
        }
    }

    /// Waits, no longer than until the shutdown begins.
    static func wait(_ duration: Duration) async {
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: duration) }
    }
}
