//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What is to be started, and whether its end is waited for.
struct PlaybookRun: Sendable {
    var playbook: Playbook
    /// Values by parameter name.
    var values: JSONObject
    /// The war room's id; 0 is the global one.
    var eventID: Int64
    /// Zero answers at once.
    var wait: Duration

    /// Takes the arguments that all tools that start playbooks have in common.
    init(_ playbook: Playbook, _ values: JSONObject, _ arguments: ToolArguments) throws(ToolFailure) {
        self.playbook = playbook
        self.values = values
        eventID = try arguments.integer(Self.eventArgument, in: 0...Int64.max) ?? 0
        let longest = ExecutionWaiting.maximum.components.seconds
        wait = .seconds(try arguments.integer(Self.waitArgument, in: 0...longest) ?? 0)
    }

    static let eventArgument = "event_id"
    static let waitArgument = "wait_seconds"

    static let eventSchema: JSONValue = [
        "type": "integer", "default": 0, "minimum": 0,
        "description": "The event (war room) that it runs in; 0 is the global one. 事件编号，0 为全局作战室。",
    ]

    static let waitSchema: JSONValue = [
        "type": "integer", "default": 0, "minimum": 0,
        "maximum": .integer(ExecutionWaiting.maximum.components.seconds),
        "description":
            "Seconds to wait for the end; 0 answers at once. A run that takes longer goes on. 等待结束的秒数，0 为立即返回；超时后剧本继续运行。",
    ]

    static let outputSchema: JSONValue = [
        "type": "object",
        "properties": [
            "success": ["type": "boolean"], "activity_id": ["type": "string"], "status": ["type": "string"],
            "isFinal": ["type": "boolean"], "approvalId": ["type": "integer"], "approval": ["type": "string"],
            "expiresAt": ["type": "string"], "message": ["type": "string"], "executionResult": ["type": "object"],
        ],
        // Without an activity_id where a person has to approve it first.
        "required": ["success"],
    ]
}
