//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
import Synchronization

import struct Foundation.Date
import struct Foundation.UUID

/// The runs, and what is decided about them.
public final class SimulatorExecutions: Sendable {
    private struct State {
        var executions: [SimulatedExecution] = []
        var nextRow: Int64 = 9286
        var nextOutcomes: [SimulatedOutcome] = []
    }

    private let state = Mutex(State())
    private let durations: OctoMationSimulator.Configuration.Durations
    private let limit: Int
    private let now: @Sendable () -> Date

    init(durations: OctoMationSimulator.Configuration.Durations, limit: Int, now: @escaping @Sendable () -> Date) {
        self.durations = durations
        self.limit = max(1, limit)
        self.now = now
    }

    /// The runs in the order in which they were started, up to the configured limit.
    public var all: [SimulatedExecution] {
        state.withLock { $0.executions }
    }

    /// Where a run stands now; nil where there is none of that id.
    public func status(of activity: ActivityID) -> ExecutionStatus? {
        snapshot(of: activity)?.status
    }

    /// Sets how the next run will go, whatever its playbook; called again, how the one after it will.
    public func setNextOutcome(_ outcome: SimulatedOutcome) {
        state.withLock { $0.nextOutcomes.append(outcome) }
    }

    /// Approves a run that waits for it, or will.
    ///
    /// - Returns: Whether there was something left to decide.
    @discardableResult
    public func approve(_ activity: ActivityID) -> Bool {
        decide(activity, isApproved: true)
    }

    /// Rejects a run that waits for approval, or will; it fails with code 501.
    ///
    /// - Returns: Whether there was something left to decide.
    @discardableResult
    public func reject(_ activity: ActivityID) -> Bool {
        decide(activity, isApproved: false)
    }

    private func decide(_ activity: ActivityID, isApproved: Bool) -> Bool {
        let now = now()
        return state.withLock { state in
            guard let index = state.executions.firstIndex(where: { $0.activityID == activity }),
                case .waitsForApproval = state.executions[index].outcome
            else { return false }
            let snapshot = state.executions[index].snapshot(at: now, durations: durations)
            guard !snapshot.status.isFinal, snapshot.status != .approved, state.executions[index].decision == nil
            else { return false }
            state.executions[index].decision = SimulatedExecution.Decision(isApproved: isApproved, at: now)
            return true
        }
    }

    func start(_ playbook: SimulatedPlaybook, eventID: Int64, parameters: JSONObject) -> ActivityID? {
        guard let activityID = ActivityID(UUID().uuidString.lowercased()) else { return nil }
        let now = now()
        state.withLock { state in
            let outcome = state.nextOutcomes.isEmpty ? playbook.outcome : state.nextOutcomes.removeFirst()
            state.executions.append(
                SimulatedExecution(
                    activityID: activityID, playbook: playbook, eventID: eventID, parameters: parameters,
                    startedAt: now, outcome: outcome, row: state.nextRow))
            state.nextRow += 1
            if state.executions.count > limit { state.executions.removeFirst() }
        }
        return activityID
    }

    func snapshot(of activity: ActivityID) -> ExecutionSnapshot? {
        let execution = state.withLock { $0.executions.last { $0.activityID == activity } }
        return execution?.snapshot(at: now(), durations: durations)
    }
}
