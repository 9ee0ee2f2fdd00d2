//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging
public import SOARCore
public import ServiceLifecycle
import Synchronization

public import struct Foundation.Date

/// Counts the uses of API tokens in memory and writes them to the store in batches, off every request's path.
///
/// Run it as a service that outlives the server: what is counted when it stops is written then.
public final class TokenUsageLedger: Service {
    /// Tokens that are written at a time: in between, others get their turn.
    public static let maximumBatch = 500
    /// How many times as long as it took to write is waited before the next time: with thousands of tokens in use, their
    /// counts would else take most of the disk's time.
    private static let pauseRatio = 19
    /// The longest wait, whatever it took.
    private static let maximumPause: Duration = .seconds(60)

    private let store: any TokenStore
    private let interval: Duration
    private let logger: Logger
    private let pending = Mutex<[APITokenID: APITokenUse]>([:])
    private let pendingEnds = Mutex<[APITokenID: Date]>([:])

    /// Makes a ledger.
    ///
    /// - Parameters:
    ///   - store: Where the counts are kept.
    ///   - interval: How long to wait at least between two times of writing.
    ///   - logger: Hears of batches that could not be written; they are tried again with the next.
    public init(_ store: any TokenStore, interval: Duration = .seconds(2), logger: Logger) {
        self.store = store
        self.interval = interval
        self.logger = logger
    }

    /// Counts one use.
    ///
    /// There is one entry a token, so the number of tokens bounds the memory.
    public func count(_ id: APITokenID, at time: Date) {
        pending.withLock { pending in
            var use = pending[id] ?? APITokenUse(id: id, count: 0, lastUsedAt: time)
            use.count += 1
            use.lastUsedAt = max(use.lastUsedAt, time)
            pending[id] = use
        }
    }

    /// Takes note that a token was used at a time by which it is over for certain; the first such time counts.
    public func countEnd(_ id: APITokenID, at time: Date) {
        pendingEnds.withLock { $0[id] = min($0[id] ?? time, time) }
    }

    /// Takes note of what became of a call, and of who made it.
    public func note(_ record: AuditRecord) {
        guard let id = record.tokenID, record.phase == .outcome else { return }
        pending.withLock { pending in
            var use = pending[id] ?? APITokenUse(id: id, count: 0, lastUsedAt: record.time)
            use.lastPeer = record.peer ?? use.lastPeer
            use.lastAgent = record.userAgent ?? use.lastAgent
            switch record.outcome {
            case .success: use.successes += 1
            case .failure: use.failures += 1
            case .denied: use.denials += 1
            case .pending: break
            }
            pending[id] = use
        }
    }

    /// Writes what was counted since the last time; what could not be written is kept for the next.
    public func flush() async {
        await flushUses()
        await flushEnds()
    }

    private func flushEnds() async {
        let ends = pendingEnds.withLock { pending in
            defer { pending.removeAll(keepingCapacity: true) }
            return pending
        }
        guard !ends.isEmpty else { return }
        do {
            try await store.recordTokenEnds(ends)
        } catch {
            logger.warning("Ends of tokens could not be written", metadata: ["error": "\(error)"])
            for (id, time) in ends { countEnd(id, at: time) }
        }
    }

    private func flushUses() async {
        let uses = pending.withLock { pending in
            defer { pending.removeAll(keepingCapacity: true) }
            return Array(pending.values)
        }
        for start in stride(from: 0, to: uses.count, by: Self.maximumBatch) {
            do {
                try await store.recordTokenUses(Array(uses[start...].prefix(Self.maximumBatch)))
            } catch {
                logger.warning("Token uses could not be written", metadata: ["error": "\(error)"])
                return putBack(uses[start...])
            }
        }
    }

    private func putBack(_ uses: ArraySlice<APITokenUse>) {
        pending.withLock { pending in
            for use in uses {
                var merged = pending[use.id] ?? APITokenUse(id: use.id, count: 0, lastUsedAt: use.lastUsedAt)
                merged.count += use.count
                merged.lastUsedAt = max(merged.lastUsedAt, use.lastUsedAt)
                merged.lastPeer = merged.lastPeer ?? use.lastPeer
                merged.lastAgent = merged.lastAgent ?? use.lastAgent
                merged.successes += use.successes
                merged.failures += use.failures
                merged.denials += use.denials
                pending[use.id] = merged
            }
        }
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            var pause = interval
            while !Task.isCancelled {
                do { try await Task.sleep(for: pause) } catch { break }
                let begun = ContinuousClock.now
                await flush()
                pause = max(interval, min(begun.duration(to: .now) * Self.pauseRatio, Self.maximumPause))
            }
        }
        await flush()
    }
}
