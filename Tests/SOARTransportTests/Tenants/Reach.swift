//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

/// A way to get at something that another tenant has.
struct Reach: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Whether every try has to be in the audit log: lists and completions never are.
    let isRecorded: Bool
    let ask: @Sendable (MCPTestClient, TwoTenants) async throws -> TestAnswer

    init(
        _ name: String, isRecorded: Bool = true,
        _ ask: @escaping @Sendable (MCPTestClient, TwoTenants) async throws -> TestAnswer
    ) {
        testDescription = name
        self.isRecorded = isRecorded
        self.ask = ask
    }

    static let all: [Reach] = [
        Reach("list_playbooks_quick") { client, _ in try await client.tool("list_playbooks_quick") },
        Reach("query_playbook_execution_params") { client, _ in
            try await client.tool("query_playbook_execution_params", ["playbook_id": 502])
        },
        Reach("execute_playbook") { client, _ in
            try await client.tool("execute_playbook", ["playbook_id": 502, "parameters": [host: "a"]])
        },
        Reach("a playbook's own tool") { client, world in
            let names = try await PlaybookToolListTests.names(world.blue.client)
            let name = try #require(names.first { $0.hasSuffix("502") })
            return try await client.tool(name, .object([host: "a"]))
        },
        Reach("status") { client, world in
            try await client.tool(
                "query_playbook_execution_status_by_activity_id", ["activity_id": .string(world.activity)])
        },
        Reach("result") { client, world in
            try await client.tool(
                "query_playbook_execution_result_by_activity_id", ["activity_id": .string(world.activity)])
        },
        Reach("soar://applications") { client, _ in try await client.read("soar://applications") },
        Reach("soar://playbooks") { client, _ in try await client.read("soar://playbooks") },
        Reach("soar://playbooks/{id}") { client, _ in try await client.read("soar://playbooks/502") },
        Reach("soar://executions") { client, _ in try await client.read("soar://executions") },
        Reach("soar://executions/{id}") { client, world in
            try await client.read("soar://executions/\(world.activity)")
        },
        Reach("the prompt to run a playbook") { client, _ in
            try await client.call("prompts/get", ["name": "run_playbook_safely", "arguments": ["playbook": "502"]])
        },
        Reach("the prompt to explain an execution") { client, world in
            try await client.call(
                "prompts/get",
                ["name": "explain_execution", "arguments": ["activity_id": .string(world.activity)]])
        },
        Reach("tools/list", isRecorded: false) { client, _ in try await client.call("tools/list") },
        Reach("completion of playbooks' ids", isRecorded: false) { client, _ in
            try await complete(client, "soar://playbooks/{id}", "id", "502")
        },
        Reach("completion of activities' ids", isRecorded: false) { client, world in
            try await complete(
                client, "soar://executions/{activity_id}", "activity_id", String(world.activity.prefix(3)))
        },
        Reach("completion in a prompt", isRecorded: false) { client, _ in
            try await client.call(
                "completion/complete",
                [
                    "ref": ["type": "ref/prompt", "name": "run_playbook_safely"],
                    "argument": ["name": "playbook", "value": "\(TwoTenants.mark)"],
                ])
        },
    ]

    private static let host = "\(TwoTenants.mark)_host"

    private static func complete(
        _ client: MCPTestClient, _ uri: String, _ name: String, _ typed: String
    ) async throws -> TestAnswer {
        try await client.call(
            "completion/complete",
            [
                "ref": ["type": "ref/resource", "uri": .string(uri)],
                "argument": ["name": .string(name), "value": .string(typed)],
            ])
    }

    /// What an answer holds of blue's: nothing that the question said itself.
    static func loot(_ answer: TestAnswer, _ world: TwoTenants) -> Bool {
        guard answer.status == 200, answer.code == nil, !answer.isToolError else { return false }
        if let values = answer.result?["completion"]?["values"]?.arrayValue { return !values.isEmpty }
        let body = answer.body
        let isStarted = answer.structured?["activity_id"] != nil
        return isStarted || body.contains(TwoTenants.mark) || body.contains(world.activity)
    }
}
