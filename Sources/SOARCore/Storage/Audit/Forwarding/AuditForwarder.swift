//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import ServiceLifecycle
import Synchronization

import struct Foundation.Date

/// Hands the audit log on to one destination.
final class AuditForwarder: Sendable {
    /// What became of one look at the log.
    private enum Step {
        /// There is more to hand over.
        case more
        /// Everything was handed over.
        case idle
        case failed
    }

    let destination: any AuditDestination
    private let log: any AuditForwardingLog
    private let configuration: AuditForwardingService.Configuration
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let state: Mutex<AuditForwardingService.Figures>

    init(
        _ destination: any AuditDestination, _ log: any AuditForwardingLog,
        _ configuration: AuditForwardingService.Configuration, _ logger: Logger, _ now: @escaping @Sendable () -> Date
    ) {
        self.destination = destination
        self.log = log
        self.configuration = configuration
        var logger = logger
        logger[metadataKey: "destination"] = "\(destination.name)"
        self.logger = logger
        self.now = now
        state = Mutex(AuditForwardingService.Figures(destination: destination.name))
    }

    var figures: AuditForwardingService.Figures { state.withLock(\.self) }

    /// Forwards until the shutdown, and then what is left; ends early where that can't be done, or is cancelled.
    func run() async {
        var progress = ForwardingProgress()
        var pause = configuration.firstPause
        while !Task.isCancelled {
            // Asked before the look: what was recorded until then is among what is handed over.
            let isLast = Task.isShuttingDownGracefully
            if isLast { try? await log.flushAuditRecords() }
            let before = progress.position
            let step = await step(&progress)
            if progress.position != before { pause = configuration.firstPause }
            if step == .more { continue }
            if isLast { break }
            if step == .idle {
                await AuditForwardingService.wait(configuration.interval)
            } else {
                await AuditForwardingService.wait(pause * configuration.jitter())
                pause = min(pause * 2, configuration.longestPause)
            }
        }
        if await destination.finish(), let position = progress.position, progress.sent > position {
            try? await settle(upTo: progress.sent, &progress)
        }
    }

    private func step(_ progress: inout ForwardingProgress) async -> Step {
        do throws(AuditDeliveryError) {
            return try await handOver(&progress)
        } catch {
            progress.rewind()
            await note(error, isDestination: true)
            return .failed
        }
    }

    private func handOver(_ progress: inout ForwardingProgress) async throws(AuditDeliveryError) -> Step {
        let batch: AuditBatch
        do {
            batch = try await log.auditBatch(
                for: destination.name, after: progress.sent, limits: destination.batchLimits)
        } catch {
            await note(AuditDeliveryError("the audit log can't be read: \(error.message)"), isDestination: false)
            return .failed
        }
        noteReadable()
        guard let position = batch.position else { return .failed }
        if progress.adopt(position) { return .more }
        if progress.hasUnsettled, !destination.isConnected {
            throw AuditDeliveryError("the connection was closed before the last records could be taken for received")
        }
        if let last = batch.records.last {
            let bytes = try await destination.deliver(batch.records)
            state.withLock { $0.delivered += batch.records.count }
            progress.hand(over: last.id, bytes: bytes, at: .now, settling)
        }
        do {
            if let id = progress.settled(at: .now, after: settling) { try await settle(upTo: id, &progress) }
        } catch {
            // It is remembered with the next records; until then they would be handed over again.
            return .failed
        }
        return batch.hasMore ? .more : .idle
    }

    private var settling: ForwardingProgress.Settling {
        destination.acknowledges
            ? .immediate : .init(time: configuration.settlingTime, bytes: configuration.settlingBytes)
    }

    private func settle(upTo id: Int64, _ progress: inout ForwardingProgress) async throws(StoreError) {
        guard let position = progress.position, id > position else { return }
        let isMoved = try await log.moveAuditForwarding(of: destination.name, from: position, to: id, at: now())
        // Where somebody else has moved it, the next look at the log finds the new place.
        guard isMoved else { return }
        progress.settle(upTo: id)
        let wasFailing = state.withLock { figures in
            defer { figures.isFailing = false }
            return figures.isFailing
        }
        if wasFailing { logger.notice("The audit log is forwarded again", metadata: ["audit.id": "\(id)"]) }
    }

    /// Takes note that the log can be read again; whether the destination can be reached shows with the next records.
    private func noteReadable() {
        let isNews = state.withLock { figures in
            defer { (figures.isFailing, figures.isUnreadable) = (figures.isFailing && !figures.isUnreadable, false) }
            return figures.isUnreadable
        }
        if isNews { logger.notice("The audit log can be read again for forwarding") }
    }

    /// Counts a failure; the first of several is told.
    private func note(_ error: AuditDeliveryError, isDestination: Bool) async {
        guard !Task.isCancelled else { return }
        let isFirst = state.withLock { figures in
            figures.failures += 1
            defer { figures.isFailing = true }
            if !isDestination, !figures.isFailing { figures.isUnreadable = true }
            return !figures.isFailing
        }
        guard isFirst else {
            logger.debug("The audit log still can't be forwarded", metadata: ["error.message": "\(error.message)"])
            return
        }
        logger.warning(
            "The audit log can't be forwarded; what is recorded is kept for the destination",
            metadata: ["error.message": "\(error.message)"])
        // What is wrong with the store itself would be written into it.
        guard isDestination else { return }
        try? await log.noteAuditForwardingFault(error.message, of: destination.name, at: now())
    }
}
