//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

public import struct Foundation.Date

/// One run on the simulated platform.
public struct SimulatedExecution: Sendable {
    /// A UUID of version 4 in lower case.
    public var activityID: ActivityID
    /// The playbook as it was at the start.
    public var playbook: SimulatedPlaybook
    /// The war room; 0 is the global one.
    public var eventID: Int64
    /// Values by parameter name, defaults included.
    public var parameters: JSONObject
    public var startedAt: Date
    /// Where it goes after NEW and RUNNING.
    public var outcome: SimulatedOutcome

    /// The number of its row in the platform's table.
    var row: Int64
    var decision: Decision?

    struct Decision: Sendable {
        var isApproved: Bool
        var at: Date
    }
}

/// Where a run stands at one moment.
struct ExecutionSnapshot: Sendable {
    var execution: SimulatedExecution
    var status: ExecutionStatus
    /// Since when it has that status.
    var since: Date
    /// Since when it waits, or waited, for an approval.
    var approvalAskedAt: Date?
    var isRejected = false

    var finishedAt: Date? { status.isFinal ? since : nil }

    /// The platform's number for the status, as nodes and activities carry it.
    var code: Int64 { isRejected ? 501 : status.platformCode }
}

extension ExecutionStatus {
    /// The documented number; a plain FAIL, STOP and FINISH have none of their own, so the nearest is taken.
    var platformCode: Int64 {
        switch rawValue {
        case "WAITING_DELAY": 100
        case "WAITING_APPROVE": 101
        case "WAITING_VIRTUAL": 102
        case "WAITING_ASYNC": 104
        case "WAITING_COLLECT": 105
        case "DELAY_DONE": 150
        case "APPROVE_DONE": 151
        case "SUCCESS", "FINISH", "NO_POST": 200
        case "FAIL_PARTLY": 202
        case "SUCCESS_RE": 203
        case "RUNNING": 300
        case "FAIL": 505_501
        default: 0
        }
    }
}
