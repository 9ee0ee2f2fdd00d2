//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

extension SimulatedExecution {
    /// Where the run stands at that moment.
    ///
    /// Nothing runs in between: the status follows from the time alone.
    func snapshot(at now: Date, durations: OctoMationSimulator.Configuration.Durations) -> ExecutionSnapshot {
        func stands(_ status: ExecutionStatus, since: Date) -> ExecutionSnapshot {
            ExecutionSnapshot(execution: self, status: status, since: since)
        }
        let runsAt = startedAt + durations.queued.seconds
        let worksUntil = runsAt + (playbook.runningTime ?? durations.running).seconds
        if now < runsAt { return stands(.new, since: startedAt) }
        if now < worksUntil { return stands(.running, since: runsAt) }
        switch outcome {
        case .reaches(.running): return stands(.running, since: runsAt)
        case .reaches(let status): return stands(status, since: worksUntil)
        case .waitsForApproval(let end):
            var snapshot = stands(.waitingForApproval, since: worksUntil)
            snapshot.approvalAskedAt = worksUntil
            guard
                let decided = decision
                    ?? durations.approval.map({ .init(isApproved: true, at: worksUntil + $0.seconds) })
            else { return snapshot }
            let decidedAt = max(decided.at, worksUntil)
            if now < decidedAt { return snapshot }
            snapshot.isRejected = !decided.isApproved
            let resumesAt = decided.isApproved ? decidedAt + durations.resuming.seconds : decidedAt
            snapshot.status = !decided.isApproved ? .failed : now < resumesAt ? .approved : end
            snapshot.since = snapshot.status == .approved ? decidedAt : resumesAt
            return snapshot
        }
    }
}

extension Duration {
    /// The length in seconds, for arithmetic with dates.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
