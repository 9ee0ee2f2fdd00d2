//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
import Synchronization

/// A platform that does what a test tells it to, and remembers what it was asked for.
public struct ScriptedPlatform: SOARPlatform {
    /// What was asked for.
    public final class Log: Sendable {
        private let entries = Mutex<[ExecutionRequest]>([])
        private let others = Mutex<[String]>([])

        public init() {}

        /// What was to be executed, in order.
        public var executions: [ExecutionRequest] { entries.withLock { $0 } }
        /// The names of all other calls, in order.
        public var lookUps: [String] { others.withLock { $0 } }

        func add(_ request: ExecutionRequest) { entries.withLock { $0.append(request) } }
        func add(_ call: String) { others.withLock { $0.append(call) } }
    }

    public typealias Answer<Question, Value> = @Sendable (Question) async throws(PlatformError) -> Value

    public let log = Log()
    public var known: [Playbook]
    public var onExecute: Answer<ExecutionRequest, ActivityID> = { _ in try Self.activity("activity-1") }
    public var onStatus: Answer<ActivityID, ActivityStatus> = { ActivityStatus(activityID: $0, status: .success) }
    public var onResult: Answer<ActivityID, JSONValue> = { _ in ["code": 200, "result": [:], "msg": nil] }
    public var onApplications: @Sendable () async throws(PlatformError) -> [Application] = { [] }
    /// What a playbook takes; what is known of it where nothing is said.
    public var onParameters: Answer<PlaybookID, [PlaybookParameter]>?

    /// Knows one playbook, number 7, that takes an address, unless told otherwise.
    public init(_ playbooks: [Playbook] = [.sample]) { known = playbooks }

    public func playbooks() async throws(PlatformError) -> [Playbook] { known }

    public func parameters(of playbook: PlaybookID) async throws(PlatformError) -> [PlaybookParameter] {
        log.add("parameters")
        guard let onParameters else { return known.first { $0.id == playbook }?.parameters ?? [] }
        return try await onParameters(playbook)
    }

    public func execute(_ request: ExecutionRequest) async throws(PlatformError) -> ActivityID {
        log.add(request)
        return try await onExecute(request)
    }

    public func status(of activity: ActivityID) async throws(PlatformError) -> ActivityStatus {
        log.add("status")
        return try await onStatus(activity)
    }

    public func result(of activity: ActivityID) async throws(PlatformError) -> JSONValue {
        log.add("result")
        return try await onResult(activity)
    }

    public func applications() async throws(PlatformError) -> [Application] {
        log.add("applications")
        return try await onApplications()
    }

    /// An activity's id, for answers.
    public static func activity(_ text: String) throws(PlatformError) -> ActivityID {
        guard let id = ActivityID(text) else { throw PlatformError(.unreadable, "not an activity id") }
        return id
    }
}

extension Playbook {
    /// Number 7: takes `src`.
    public static let sample = Playbook(
        id: PlaybookID(rawValue: 7), name: "playbook_7", displayName: "Block", category: "NET",
        parameters: [PlaybookParameter(name: "src", summary: "The address", isRequired: true)])
}
