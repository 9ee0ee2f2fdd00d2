//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Synchronization

/// Decides which refusals of strangers get a record of their own.
///
/// Anybody can make any number of them, and each record is kept as long as the log is. So of each address some a minute
/// are recorded one by one; beyond that a record now and then stands for all since the last.
final class RefusalFloods: Sendable {
    /// Refusals of one address in a minute that are recorded one by one.
    static let maximumPerMinute = 120
    /// The least time between two records that stand for several.
    static let pause: Duration = .seconds(10)
    /// Addresses that are told apart; all others count as one.
    static let maximumAddresses = 1_000

    /// A refusal that is to be recorded, and those that its record stands for beside it.
    struct Telling {
        fileprivate var key: AddressKey?
        fileprivate var last: AuditRecord
        fileprivate var others: Int

        /// What is written.
        var record: AuditRecord {
            guard others > 0 else { return last }
            var record = last
            record.error = "\(last.error ?? ""), and \(others) more"
            return record
        }
    }

    private struct Flood {
        /// When the minute began that is counted in.
        var begun: ContinuousClock.Instant
        var recorded = 0
        var told: ContinuousClock.Instant?
        /// Those that no record stands for yet, and the last of them.
        var untold = 0
        var last: AuditRecord?

        func isOver(at now: ContinuousClock.Instant) -> Bool { untold == 0 && now - begun >= .seconds(60) }
    }

    private struct State {
        var floods: [AddressKey?: Flood] = [:]
        var swept: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    init() {}

    /// How many addresses are remembered.
    var count: Int { state.withLock(\.floods.count) }

    /// Takes note of a refusal.
    ///
    /// - Parameters:
    ///   - record: It, as a record of its own.
    ///   - peer: Where it came from.
    ///   - isLimit: Whether it was refused for a limit on requests; of those there are many by nature.
    ///   - now: When it is.
    /// - Returns: What to record; nil where a later record stands for it.
    func take(
        _ record: AuditRecord, from peer: String?, isLimit: Bool, at now: ContinuousClock.Instant = .now
    ) -> Telling? {
        state.withLock { state in
            let key = Self.key(peer, &state, now)
            var flood = state.floods[key] ?? Flood(begun: now)
            defer { state.floods[key] = flood }
            if now - flood.begun >= .seconds(60) { (flood.begun, flood.recorded) = (now, 0) }
            if !isLimit, flood.recorded < Self.maximumPerMinute {
                flood.recorded += 1
            } else if let told = flood.told, now - told < Self.pause {
                flood.untold += 1
                flood.last = record
                return nil
            } else {
                flood.told = now
            }
            defer { (flood.untold, flood.last) = (0, nil) }
            return Telling(key: key, last: record, others: flood.untold)
        }
    }

    /// What no record stands for yet; at the end also that which could wait for more.
    func rest(isEnd: Bool, at now: ContinuousClock.Instant = .now) -> [Telling] {
        state.withLock { state in
            var tellings: [Telling] = []
            for (key, flood) in state.floods {
                guard let last = flood.last, isEnd || flood.told.map({ now - $0 >= Self.pause }) ?? true else {
                    continue
                }
                tellings.append(Telling(key: key, last: last, others: flood.untold - 1))
                var flood = flood
                (flood.told, flood.untold, flood.last) = (now, 0, nil)
                state.floods[key] = flood
            }
            return tellings
        }
    }

    /// Takes back what could not be recorded, so that a later record stands for it; but for the request itself where it
    /// was refused for that reason.
    func giveBack(_ telling: Telling, isRefused: Bool) {
        let count = telling.others + (isRefused ? 0 : 1)
        guard count > 0 else { return }
        state.withLock { state in
            state.floods[telling.key]?.untold += count
            if state.floods[telling.key]?.last == nil { state.floods[telling.key]?.last = telling.last }
        }
    }

    private static func key(
        _ peer: String?, _ state: inout State, _ now: ContinuousClock.Instant
    ) -> AddressKey? {
        let key = AddressKey(peer)
        if state.floods[key] != nil || state.floods.count < maximumAddresses { return key }
        if state.swept.map({ now - $0 >= .seconds(1) }) ?? true {
            state.swept = now
            state.floods = state.floods.filter { !$0.value.isOver(at: now) }
        }
        return state.floods.count < maximumAddresses ? key : nil
    }
}
