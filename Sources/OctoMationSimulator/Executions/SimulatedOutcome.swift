//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// Where a run goes after NEW and RUNNING.
public enum SimulatedOutcome: Hashable, Sendable {
    /// Comes to that status and stays there, whether it is an end or not.
    case reaches(ExecutionStatus)
    /// WAITING_APPROVE, then APPROVE_DONE, then that status; FAIL where it is rejected.
    case waitsForApproval(then: ExecutionStatus)

    public static let succeeds = SimulatedOutcome.reaches(.success)
    public static let succeedsAfterRetry = SimulatedOutcome.reaches(.successAfterRetry)
    public static let fails = SimulatedOutcome.reaches(.failed)
    public static let failsPartly = SimulatedOutcome.reaches(.failedPartly)
    public static let waitsForApproval = SimulatedOutcome.waitsForApproval(then: .success)
    /// Waits for a person's task that nobody does.
    public static let waitsForTask = SimulatedOutcome.reaches(.waitingForTask)
    public static let stops = SimulatedOutcome.reaches(.stopped)
    public static let finishes = SimulatedOutcome.reaches(.finished)
    public static let finishesWithoutPost = SimulatedOutcome.reaches(.finishedWithoutPost)
    public static let keepsRunning = SimulatedOutcome.reaches(.running)
}
