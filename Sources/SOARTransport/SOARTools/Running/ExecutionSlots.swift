//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Synchronization

import struct Foundation.Date

/// Who runs are counted by: an API token by its number, anybody else by tenant, issuer and subject.
struct ExecutionOwner: Hashable, Sendable {
    let tenant: TenantID
    let name: String

    init(_ caller: AccessToken) {
        tenant = caller.tenant
        // The two can't meet, whatever an issuer calls its subjects. A token that takes another one's place goes on with
        // its count: else whoever may rotate would have no limit.
        name =
            caller.tokenFamily.map { "token:\($0)" }
            ?? ForeignCaller(issuer: caller.issuer, subject: caller.subject).text
    }
}

/// The runs that callers have under way, in this process: those that calls are about to start, and those that were
/// started and are not known to have ended.
final class ExecutionSlots: Sendable {
    /// Callers that are known of at most; of those that are forgotten the store is asked anew.
    static let maximumOwners = 10_000
    /// Runs that are looked up in the store when a caller is new here.
    static let maximumRecalled = 32
    /// Runs that the platform is asked about for one call.
    static let maximumQuestions = 16
    /// A run that is not known to have ended by then counts no more: else one that the platform lost would count for ever.
    static let longestRun: Duration = .seconds(86_400)
    /// How long the platform's word that a run goes on is believed.
    private static let answerLifetime: Duration = .seconds(1)

    private struct Run {
        var startedAt: Date
        var askedAt: ContinuousClock.Instant?
    }

    private struct Runs {
        var starting = 0
        var unfinished: [ActivityID: Run] = [:]
        var isRecalled = false

        var count: Int { starting + unfinished.count }
    }

    private let owners = Mutex<[ExecutionOwner: Runs]>([:])

    init() {}

    /// How many owners are known.
    var count: Int { owners.withLock(\.count) }

    /// Whether the owner has that many already.
    func isFull(_ owner: ExecutionOwner, maximum: Int) -> Bool {
        owners.withLock { $0[owner]?.count ?? 0 >= maximum }
    }

    /// Takes one of that many; nil where all are taken.
    func take(_ owner: ExecutionOwner, maximum: Int) -> ExecutionSlot? {
        let isTaken = owners.withLock { owners in
            guard owners[owner]?.count ?? 0 < maximum else { return false }
            Self.makeRoom(for: owner, in: &owners)
            owners[owner, default: Runs()].starting += 1
            return true
        }
        return isTaken ? ExecutionSlot(self, owner) : nil
    }

    fileprivate func release(_ owner: ExecutionOwner) { owners.withLock { $0[owner]?.starting -= 1 } }

    fileprivate func begin(_ activity: ActivityID, of owner: ExecutionOwner, at time: Date) {
        owners.withLock { owners in
            owners[owner]?.starting -= 1
            owners[owner]?.unfinished[activity] = Run(startedAt: time)
        }
    }

    /// Takes note that a run has ended.
    func end(_ activity: ActivityID, of owner: ExecutionOwner) {
        owners.withLock { $0[owner]?.unfinished[activity] = nil }
    }

    /// Whether it is known what the owner started before this process did.
    func isRecalled(_ owner: ExecutionOwner) -> Bool { owners.withLock { $0[owner]?.isRecalled ?? false } }

    /// Takes note of what the owner started before; the first word counts.
    func recall(_ executions: [Execution], of owner: ExecutionOwner) {
        owners.withLock { owners in
            guard owners[owner]?.isRecalled != true else { return }
            Self.makeRoom(for: owner, in: &owners)
            for execution in executions where owners[owner]?.unfinished[execution.activityID] == nil {
                owners[owner, default: Runs()].unfinished[execution.activityID] = Run(startedAt: execution.startedAt)
            }
            owners[owner, default: Runs()].isRecalled = true
        }
    }

    /// The owner's runs that the platform is to be asked about now, the oldest first; those that are too old are forgotten.
    func questions(of owner: ExecutionOwner, at time: Date) -> [ActivityID] {
        let now = ContinuousClock.now
        let horizon = time.addingTimeInterval(-Double(Self.longestRun.components.seconds))
        return owners.withLock { owners in
            guard var runs = owners[owner] else { return [] }
            runs.unfinished = runs.unfinished.filter { $0.value.startedAt > horizon }
            let due = runs.unfinished.filter { run in
                run.value.askedAt.map { $0.duration(to: now) >= Self.answerLifetime } ?? true
            }
            let asked = due.sorted { $0.value.startedAt < $1.value.startedAt }.prefix(Self.maximumQuestions).map(\.key)
            for activity in asked { runs.unfinished[activity]?.askedAt = now }
            owners[owner] = runs
            return asked
        }
    }

    private static func makeRoom(for owner: ExecutionOwner, in owners: inout [ExecutionOwner: Runs]) {
        guard owners[owner] == nil, owners.count >= maximumOwners else { return }
        owners = owners.filter { $0.value.starting > 0 }
    }
}

/// A place among the runs that a caller may have under way; given back when the run has ended, or never began.
final class ExecutionSlot: Sendable {
    private enum State { case taken, begun(ActivityID), released }

    private let slots: ExecutionSlots
    private let owner: ExecutionOwner
    private let state = Mutex(State.taken)

    fileprivate init(_ slots: ExecutionSlots, _ owner: ExecutionOwner) {
        self.slots = slots
        self.owner = owner
    }

    /// The run has begun: the place is taken until it has ended.
    func begin(_ activity: ActivityID, at time: Date) {
        let isFirst = state.withLock { state in
            guard case .taken = state else { return false }
            state = .begun(activity)
            return true
        }
        if isFirst { slots.begin(activity, of: owner, at: time) }
    }

    /// The run has ended.
    func end() {
        if case .begun(let activity) = state.withLock(\.self) { slots.end(activity, of: owner) }
    }

    /// Gives the place back where nothing has begun.
    func release() {
        let isTaken = state.withLock { state in
            guard case .taken = state else { return false }
            state = .released
            return true
        }
        if isTaken { slots.release(owner) }
    }
}
