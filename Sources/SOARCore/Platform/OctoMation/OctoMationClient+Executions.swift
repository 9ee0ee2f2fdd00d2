//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes

extension OctoMationClient {
    /// Starts a playbook.
    ///
    /// - Throws: A fault that leaves open whether the playbook was started says so in its message.
    public func execute(_ request: ExecutionRequest) async throws(PlatformError) -> ActivityID {
        let path = configuration.executionPath
        do {
            return try await execute(request, at: path.segments)
        } catch  where error.httpStatus == 404 {
            // Nothing was started: there is nothing at that path.
            do { return try await execute(request, at: path.alternative) } catch { throw error.error }
        } catch {
            throw error.error
        }
    }

    /// Where an execution stands.
    public func status(of activity: ActivityID) async throws(PlatformError) -> ActivityStatus {
        let envelope = try await send(
            OctoMationCall(
                name: "status", method: .get,
                segments: ["odp", "core", "v1", "api", "activity", activity.description],
                maximumBytes: configuration.maximumAnswerBytes))
        let result = try found(envelope)
        guard result.objectValue != nil else {
            throw PlatformError(.unreadable, "The platform answered with something else than an execution's state.")
        }
        return ActivityStatus(
            activityID: activity,
            status: result.memberText("executeStatus", "excuteStatus").map(ExecutionStatus.init(rawValue:)) ?? .unknown,
            eventID: result["eventId"]?.lenientInteger,
            executorID: result["executorInstanceId"]?.lenientInteger,
            executorName: result.memberText("executorInstanceName"),
            createTime: result.memberText("createTime"),
            updateTime: result.memberText("updateTime"))
    }

    /// What an execution brought: the platform's whole envelope, without the credentials in it.
    public func result(of activity: ActivityID) async throws(PlatformError) -> JSONValue {
        let envelope = try await send(
            OctoMationCall(
                name: "result", method: .get, segments: ["odp", "core", "v1", "api", "event", "activity"],
                query: [("activityId", activity.description)], maximumBytes: configuration.maximumResultBytes))
        _ = try found(envelope)
        return PasswordRedaction(platformText).redacting(envelope.value)
    }

    private func found(_ envelope: OctoMationEnvelope) throws(PlatformError) -> JSONValue {
        guard let result = envelope.result else {
            throw PlatformError(.notFound, "The platform has no execution of that id.")
        }
        return result
    }
}

extension OctoMationClient {
    private func execute(_ request: ExecutionRequest, at segments: [String]) async throws(OctoMationFault) -> ActivityID
    {
        let body: JSONValue = [
            "eventId": .integer(request.eventID),
            "executorInstanceId": .integer(request.playbook.rawValue),
            "executorInstanceType": "PLAYBOOK",
            "params": .array(request.parameters.compactMap(Self.parameter)),
        ]
        let call = OctoMationCall(
            name: "execute", method: .post, segments: segments, body: body,
            maximumBytes: configuration.maximumAnswerBytes, repetition: .forbidden)
        let envelope: OctoMationEnvelope
        do { envelope = try await attempt(call) } catch { throw error.leavingOutcomeOpen }
        let answer = envelope.result.flatMap { $0.lenientText ?? $0.memberText("activityId", "activieId") }
        guard let activity = answer.flatMap(ActivityID.init) else {
            let error = PlatformError(
                .unreadable, "The platform took the order but its answer holds no usable activity id.")
            throw OctoMationFault(error).leavingOutcomeOpen
        }
        return activity
    }

    /// One parameter as the platform wants it, always with a string; nil for what has no value.
    private static func parameter(_ name: String, _ value: JSONValue) -> JSONValue? {
        switch value {
        case .null: nil
        case .string(let text): ["key": .string(name), "value": .string(text)]
        default: ["key": .string(name), "value": .string(value.text())]
        }
    }
}

extension OctoMationFault {
    /// The same, with a warning where the playbook may be running all the same.
    fileprivate var leavingOutcomeOpen: OctoMationFault {
        let mayHaveStarted =
            switch error.code {
            case .timedOut, .unreadable, .tooLarge: true
            // Over a refused certificate nothing was sent.
            case .unreachable: mayPass
            case .http: (500...599).contains(httpStatus ?? 0)
            // 500 is documented as "outcome unknown", 413 as timed out.
            case .business: error.platformCode == 500 || error.platformCode == 413
            default: false
            }
        guard mayHaveStarted else { return self }
        var fault = self
        fault.error.message += " The playbook may have been started: look on the platform before you try again."
        return fault
    }
}
