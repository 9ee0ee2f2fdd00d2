//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore

extension SOARFeatures {
    /// The time of an answer, in UTC.
    var timestamp: String { now().formatted(.iso8601) }

    /// The playbook, where the caller may see and run it: one that is disabled or gone does not exist.
    func availablePlaybook(_ id: PlaybookID, for context: CallContext) async throws -> Playbook {
        guard let playbook = try await visiblePlaybook(id, context.caller) else { throw unknownPlaybook(id) }
        return playbook
    }

    func unknownPlaybook(_ id: PlaybookID) -> ToolFailure {
        failure(
            "There is no playbook \(id) that can be run; list_playbooks_quick shows those that can. 未找到可用的剧本 \(id)。",
            ["playbookId": .integer(id.rawValue)]
        )
    }

    /// The playbook's parameters; from the platform where the catalogue could not learn them yet.
    func parameters(of playbook: Playbook, _ caller: AccessToken) async throws -> [PlaybookParameter] {
        if let known = playbook.parameters { return known }
        do throws(PlatformError) {
            return try await platforms.platform(for: caller.tenant).parameters(of: playbook.id)
        } catch {
            throw failure(error, "The playbook's parameters are not known yet", [:])
        }
    }

    /// The help for who leaves the activity's id out or blank.
    func blankActivity(_ arguments: JSONObject) -> ToolFailure? {
        // An argument that there is not is the first thing to be told.
        guard arguments.names.allSatisfy({ $0 == "activity_id" }) else { return nil }
        switch arguments["activity_id"] {
        case nil, .null: break
        case .string(let text) where text.allSatisfy(\.isWhitespace): break
        default: return nil
        }
        return failure(
            "The argument 'activity_id' is missing or blank. activity_id 不能为空。",
            [
                "help":
                    "Take it from the member activity_id of execute_playbook's answer. 取自 execute_playbook 返回的 activity_id。"
            ]
        )
    }

    /// The activity's id, where the caller may ask for it.
    func activity(_ arguments: ToolArguments, _ context: CallContext) async throws -> ActivityID {
        if let blank = blankActivity(arguments.values) { throw blank }
        let text = try arguments.string("activity_id") ?? ""
        guard let id = ActivityID(text) else {
            throw failure(
                "The argument 'activity_id' can't be '\(text.bounded(to: 40))'. Accepted: 1 to 64 letters, digits and hyphens.",
                [:]
            )
        }
        if let rule = try await refusal(toFollow: id, context.caller) { throw unknownActivity(id).denied(by: rule) }
        return id
    }

    func unknownActivity(_ id: ActivityID) -> ToolFailure {
        failure("There is no execution \(id). 未找到该执行活动。", ["activityId": .string(id.description)])
    }

    /// A failure in the form that the predecessor's clients know.
    func failure(_ message: String, _ members: JSONObject, operatorMessage: String? = nil) -> ToolFailure {
        let value = (["success": false, "error": .string(message)] as JSONObject).merging(members)
            .merging(["timestamp": .string(timestamp)])
        return ToolFailure(message, value: .object(value), operatorMessage: operatorMessage)
    }

    /// A failure of the platform: what can be told is told, the rest is for the audit log.
    func failure(_ error: PlatformError, _ what: String, _ members: JSONObject) -> ToolFailure {
        var members = members
        if let code = error.platformCode { members["platformCode"] = .integer(code) }
        var failure = failure("\(what): \(error.message)", members, operatorMessage: error.description)
        failure.isInternal = true
        return failure
    }
}
