//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Where an execution stands, in the platform's own words (open set: new words pass through).
public struct ExecutionStatus: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public static let new = ExecutionStatus(rawValue: "NEW")
    public static let running = ExecutionStatus(rawValue: "RUNNING")
    public static let success = ExecutionStatus(rawValue: "SUCCESS")
    public static let successAfterRetry = ExecutionStatus(rawValue: "SUCCESS_RE")
    public static let failed = ExecutionStatus(rawValue: "FAIL")
    public static let failedPartly = ExecutionStatus(rawValue: "FAIL_PARTLY")
    public static let waitingForApproval = ExecutionStatus(rawValue: "WAITING_APPROVE")
    public static let approved = ExecutionStatus(rawValue: "APPROVE_DONE")
    public static let waitingForTask = ExecutionStatus(rawValue: "WAITING_VIRTUAL")
    public static let waitingForCollection = ExecutionStatus(rawValue: "WAITING_COLLECT")
    public static let stopped = ExecutionStatus(rawValue: "STOP")
    public static let finished = ExecutionStatus(rawValue: "FINISH")
    public static let finishedWithoutPost = ExecutionStatus(rawValue: "NO_POST")
    public static let unknown = ExecutionStatus(rawValue: "UNKNOWN")

    /// What a status means for somebody who waits.
    ///
    /// The grouping is ours; the platform documents only the words.
    public enum Phase: String, Sendable {
        case inProgress, waitingForPerson, succeeded, failed, ended
    }

    public var phase: Phase {
        switch self {
        case .success, .successAfterRetry: .succeeded
        case .failed, .failedPartly: .failed
        case .stopped, .finished, .finishedWithoutPost: .ended
        case .waitingForApproval, .waitingForTask, .waitingForCollection: .waitingForPerson
        default: .inProgress
        }
    }

    /// Whether it will not change any more.
    public var isFinal: Bool {
        switch phase {
        case .succeeded, .failed, .ended: true
        case .inProgress, .waitingForPerson: false
        }
    }

    public var description: String { rawValue }
}
