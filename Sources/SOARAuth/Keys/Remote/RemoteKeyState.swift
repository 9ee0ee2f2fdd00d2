//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// What is known of a remote key set, and what a call has to do; effects happen elsewhere.
struct RemoteKeyState {
    typealias Flight = SharedResult<FlightEnd>

    /// How a fetch ended for those who wait for it.
    enum FlightEnd: Sendable {
        /// It brought a set or a failure.
        case finished
        /// The call that made it was cancelled: another one may take over.
        case abandoned
    }

    /// What a call is after.
    enum Want {
        /// The keys for a token with that `kid`.
        case named(String?)
        /// Keys beside those that were of no use.
        case newer
    }

    /// How far a call has come.
    enum Stage { case first, takingOver, last }

    /// What a call has to do.
    enum Decision {
        case answer(JSONWebKeySet)
        case fetch(Flight)
        case wait(Flight)
        case refuse(KeySourceError)
    }

    let configuration: RemoteKeySet.Configuration
    var isRunning = false
    private(set) var lastGood: JSONWebKeySet?
    private(set) var succeededAt = Date.distantPast
    private(set) var lifetime = 0.0
    private(set) var failures = 0
    private(set) var lastFailure: RemoteKeySet.Status.Failure?
    private var retryAt = Date.distantPast
    private var unknownKeyAt: Date?
    private var flight: Flight?

    init(_ configuration: RemoteKeySet.Configuration) { self.configuration = configuration }

    mutating func decide(_ want: Want, at now: Date, stage: Stage) -> Decision {
        guard let set = usableSet(at: now) else { return withoutSet(at: now, stage) }
        guard case .named(let keyID) = want, keyID == nil || !set.keys(named: keyID).isEmpty else {
            return unknownKey(set, at: now, stage)
        }
        // The background looks after freshness; without it, one call does.
        let mayAsk = stage != .last && !isRunning && flight == nil
        return mayAsk && !isFresh(at: now) && mayRetry(at: now) ? begin() : .answer(set)
    }

    private mutating func withoutSet(at now: Date, _ stage: Stage) -> Decision {
        if stage != .last {
            if let flight { return .wait(flight) }
            if mayRetry(at: now) || stage == .takingOver { return begin() }
        }
        return .refuse(KeySourceError(lastFailure?.reason ?? "the keys are not read yet"))
    }

    private mutating func unknownKey(_ set: JSONWebKeySet, at now: Date, _ stage: Stage) -> Decision {
        if stage != .last {
            if let flight { return .wait(flight) }
            let rest = coolDownRest(at: now)
            if stage == .takingOver || (rest == nil && mayRetry(at: now)) {
                unknownKeyAt = now
                return begin()
            }
            if let rest, failures == 0 {
                // It may have come since somebody, with a name that was made up perhaps, had us look.
                return .refuse(KeySourceError("a key that is not known was looked for just now", retryAfter: rest))
            }
        }
        // Whose key is in no set that we could read lately may be good all the same.
        guard failures == 0 else { return .refuse(KeySourceError(lastFailure?.reason ?? "the keys can't be read")) }
        return .answer(set)
    }

    /// For how many more seconds nobody is asked about unknown keys; nil where that may be done now.
    private func coolDownRest(at now: Date) -> Int? {
        guard let unknownKeyAt, now >= unknownKeyAt else { return nil }
        let rest = (unknownKeyAt + configuration.unknownKeyCoolDown / .seconds(1)).timeIntervalSince(now)
        return rest > 0 ? Int(rest.rounded(.up)) : nil
    }

    private mutating func begin() -> Decision {
        let flight = Flight()
        self.flight = flight
        return .fetch(flight)
    }

    private func usableSet(at now: Date) -> JSONWebKeySet? {
        now < succeededAt + configuration.maximumOutage / .seconds(1) ? lastGood : nil
    }

    /// Whether the pause after a failure is over; a failure of a time that is still to come was under a wrong clock.
    private func mayRetry(at now: Date) -> Bool {
        now >= retryAt || now < (lastFailure?.time ?? .distantPast)
    }

    private func isFresh(at now: Date) -> Bool {
        now >= succeededAt && now < succeededAt + lifetime
    }
}

extension RemoteKeyState {
    /// Takes a set in; says whether its skipped keys are others than before.
    mutating func succeed(_ loaded: LoadedKeySet, at now: Date) -> Bool {
        let changed = loaded.set.skipped != (lastGood?.skipped ?? [])
        lastGood = loaded.set
        lifetime = configuration.lifetime(loaded.lifetime)
        succeededAt = now
        failures = 0
        retryAt = .distantPast
        flight = nil
        return changed
    }

    /// Notes a failure; the set stays as it is.
    mutating func fail(_ reason: String, at now: Date) {
        failures += 1
        lastFailure = RemoteKeySet.Status.Failure(time: now, reason: reason)
        retryAt = now + configuration.retryPause(failures: failures)
        flight = nil
    }

    mutating func abandon() { flight = nil }

    /// Begins the fetch of the background where it is due.
    mutating func beginIfDue(at now: Date) -> Flight? {
        let isDue = now >= dueAt || (lastGood != nil && now < succeededAt) || (failures > 0 && mayRetry(at: now))
        guard isDue, flight == nil, case .fetch(let flight) = begin() else { return nil }
        return flight
    }

    /// When the next fetch is due: well before the set is no longer fresh, or after the pause that a failure asks for.
    var dueAt: Date {
        lastGood == nil || failures > 0 ? retryAt : succeededAt + lifetime * Self.refreshPoint
    }

    /// The part of its life after which a set is fetched anew.
    private static let refreshPoint = 0.8

    func status(at now: Date) -> RemoteKeySet.Status {
        RemoteKeySet.Status(
            lastSuccess: lastGood == nil ? nil : succeededAt, lastFailure: lastFailure, failuresInARow: failures,
            keyCount: usableSet(at: now)?.keys.count ?? 0, skipped: lastGood?.skipped ?? [],
            nextFetch: lastGood == nil && failures == 0 ? nil : dueAt)
    }
}
