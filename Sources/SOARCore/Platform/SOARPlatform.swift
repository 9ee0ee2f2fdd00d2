//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A SOAR platform: where playbooks live and run.
public protocol SOARPlatform: Sendable {
    /// All published playbooks that carry one of the configured labels, without their parameters.
    func playbooks() async throws(PlatformError) -> [Playbook]

    /// What a playbook takes.
    func parameters(of playbook: PlaybookID) async throws(PlatformError) -> [PlaybookParameter]

    /// Starts a playbook. Never tried twice: a second try could be a second run.
    func execute(_ request: ExecutionRequest) async throws(PlatformError) -> ActivityID

    /// Where an execution stands.
    func status(of activity: ActivityID) async throws(PlatformError) -> ActivityStatus

    /// What an execution brought, as the platform tells it (its whole envelope).
    func result(of activity: ActivityID) async throws(PlatformError) -> JSONValue

    /// The installed applications.
    func applications() async throws(PlatformError) -> [Application]
}

/// What is to be run.
public struct ExecutionRequest: Hashable, Sendable {
    public var playbook: PlaybookID
    /// The war room's id; 0 is the global one.
    public var eventID: Int64
    /// Values by parameter name.
    ///
    /// What is not a string goes out as its JSON text.
    public var parameters: JSONObject

    public init(playbook: PlaybookID, eventID: Int64 = 0, parameters: JSONObject = [:]) {
        self.playbook = playbook
        self.eventID = eventID
        self.parameters = parameters
    }
}

/// Where one execution stands, as the platform tells it.
public struct ActivityStatus: Hashable, Sendable {
    public var activityID: ActivityID
    public var status: ExecutionStatus
    public var eventID: Int64?
    public var executorID: Int64?
    public var executorName: String?
    /// The platform's wall clock, as it sent it.
    public var createTime: String?
    /// The platform's wall clock, as it sent it.
    public var updateTime: String?

    public init(
        activityID: ActivityID, status: ExecutionStatus, eventID: Int64? = nil, executorID: Int64? = nil,
        executorName: String? = nil, createTime: String? = nil, updateTime: String? = nil
    ) {
        self.activityID = activityID
        self.status = status
        self.eventID = eventID
        self.executorID = executorID
        self.executorName = executorName
        self.createTime = createTime
        self.updateTime = updateTime
    }
}
