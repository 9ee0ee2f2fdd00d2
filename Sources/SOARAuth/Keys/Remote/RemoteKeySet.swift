//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging
import SOARCore
public import ServiceLifecycle
import Synchronization

public import struct Foundation.Date

/// The keys of an issuer, read from its server and kept.
///
/// Run it as a service: then keys are fetched before they expire, and no call waits for that. Without it, the first
/// call after the expiry fetches them. While the server is down the last good set is believed for
/// ``Configuration/maximumOutage``; what the server sends instead of a key set never replaces one.
///
/// Only HTTPS is used (HTTP on this very machine), no redirect is followed, private networks are refused unless allowed,
/// and a proxy is not supported.
public final class RemoteKeySet: KeySource, Service {
    private let load: @Sendable () async throws(KeySourceError) -> LoadedKeySet
    private let maximumWait: Duration
    private let logger: Logger?
    private let now: @Sendable () -> Date
    private let state: Mutex<RemoteKeyState>

    /// Reads the key set at an address (RFC 7517 §5).
    ///
    /// - Parameters:
    ///   - url: Where the set is.
    ///   - configuration: How long keys are believed.
    ///   - logger: Hears of failures, and of keys that can't be used.
    ///   - now: The time that keys age by.
    /// - Throws: ``InvalidServerURL``.
    public convenience init(
        url: String, configuration: Configuration = Configuration(), logger: Logger? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(InvalidServerURL) {
        let loader = KeySetLoader(try .init(url: url), configuration)
        self.init(configuration: configuration, logger: logger, now: now) {
            () async throws(KeySourceError) in try await loader.load()
        }
    }

    /// Finds the key set by the issuer's metadata (OpenID Connect Discovery 1.0 §4, RFC 8414 §3).
    ///
    /// - Parameters:
    ///   - issuer: Exactly as the metadata and the tokens have it.
    ///   - configuration: How long keys are believed.
    ///   - logger: Hears of failures, and of keys that can't be used.
    ///   - now: The time that keys age by.
    /// - Throws: ``InvalidServerURL``.
    public convenience init(
        issuer: String, configuration: Configuration = Configuration(), logger: Logger? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(InvalidServerURL) {
        let loader = KeySetLoader(try .init(issuer: issuer), configuration)
        self.init(configuration: configuration, logger: logger, now: now) {
            () async throws(KeySourceError) in try await loader.load()
        }
    }

    init(
        configuration: Configuration, logger: Logger?, now: @escaping @Sendable () -> Date,
        load: @escaping @Sendable () async throws(KeySourceError) -> LoadedKeySet
    ) {
        self.load = load
        self.logger = logger
        self.now = now
        maximumWait = configuration.maximumWait
        state = Mutex(RemoteKeyState(configuration))
    }

    /// How the set stands.
    public var status: Status {
        let now = now()
        return state.withLock { $0.status(at: now) }
    }

    /// The keys to check a token with.
    ///
    /// - Parameter keyID: The token's `kid`. Where it is not in the set, the server is asked again, no more often than
    ///   ``Configuration/unknownKeyCoolDown``; where it is not there then either, the set comes back without it.
    /// - Returns: The set in use.
    /// - Throws: ``KeySourceError`` where the keys, or whether that one exists by now, can't be known.
    public func keys(for keyID: String?) async throws(KeySourceError) -> JSONWebKeySet { try await keys(.named(keyID)) }

    /// The keys as the server has them now; it is asked no more often than for keys that are not in the set.
    public func newerKeys() async throws(KeySourceError) -> JSONWebKeySet? { try await keys(.newer) }

    private func keys(_ want: RemoteKeyState.Want) async throws(KeySourceError) -> JSONWebKeySet {
        var stage = RemoteKeyState.Stage.first
        while true {
            let time = now()
            let decision = state.withLock { $0.decide(want, at: time, stage: stage) }
            switch decision {
            case .answer(let set): return set
            case .refuse(let error): throw error
            case .fetch(let flight):
                guard await fetch(flight) else { throw KeySourceError("the call was cancelled") }
                stage = .last
            case .wait(let flight):
                switch await flight.wait(atMost: maximumWait) {
                case .finished: stage = .last
                case .abandoned: stage = .takingOver
                case nil: throw KeySourceError("the keys did not come in time")
                }
            }
        }
    }

    /// Fetches the keys before they expire, until the shutdown.
    public func run() async throws {
        state.withLock { $0.isRunning = true }
        defer { state.withLock { $0.isRunning = false } }
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                let time = now()
                if let flight = state.withLock({ $0.beginIfDue(at: time) }) {
                    _ = await fetch(flight)
                } else {
                    try? await Task.sleep(for: pause(at: time))
                }
            }
        }
    }
}

extension RemoteKeySet {
    /// How long the background may look away: calls can change what is due, and clocks are put right.
    private static let pauses: ClosedRange<Double> = 0.1...30

    private func pause(at time: Date) -> Duration {
        let seconds = state.withLock(\.dueAt).timeIntervalSince(time)
        return .seconds(min(max(seconds, Self.pauses.lowerBound), Self.pauses.upperBound))
    }

    /// Fetches within the call that came first; if that one is cancelled, one of those who wait takes over.
    ///
    /// - Returns: Whether it came to an end.
    private func fetch(_ flight: RemoteKeyState.Flight) async -> Bool {
        do throws(KeySourceError) {
            take(try await load())
        } catch {
            if Task.isCancelled {
                state.withLock { $0.abandon() }
                flight.fulfil(.abandoned)
                return false
            }
            note(error)
        }
        flight.fulfil(.finished)
        return true
    }

    private func take(_ loaded: LoadedKeySet) {
        let time = now()
        let (failures, hasChanged) = state.withLock { ($0.failures, $0.succeed(loaded, at: time)) }
        if failures > 0 { logger?.info("Keys can be read again", metadata: ["keys.failures": "\(failures)"]) }
        guard hasChanged else { return }
        for skipped in loaded.set.skipped.prefix(Self.maximumLoggedKeys) {
            logger?.warning(
                "A key can't be used",
                metadata: [
                    "key.index": "\(skipped.index)", "key.id": "\((skipped.keyID ?? "").bounded)",
                    "key.reason": "\(skipped.reason.bounded)",
                ])
        }
    }

    /// Keys of one set that are logged one by one.
    private static let maximumLoggedKeys = 20

    private func note(_ error: KeySourceError) {
        let time = now()
        let failures = state.withLock { state in
            state.fail(error.message, at: time)
            return state.failures
        }
        // An outage is told once; each further failure is for those who look for it.
        logger?.log(
            level: failures == 1 ? .warning : .debug, "Keys can't be read",
            metadata: ["keys.failures": "\(failures)", "error.message": "\(error.message.bounded(to: 512))"])
    }
}
