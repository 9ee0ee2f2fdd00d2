//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// One way to ask for what is blue's.
struct Reach: Sendable, CustomTestStringConvertible {
    /// What came of it.
    struct Haul: Sendable {
        /// Whether it holds anything of blue's that the question did not say itself.
        var isLoot: Bool
        var body: String
    }

    /// How the audit log tells of a try.
    enum Trace: Sendable {
        /// With what was refused.
        case refusal
        /// As a call that brought one's own.
        case call
        /// Not at all: lists, completions and subscriptions.
        case none
    }

    let testDescription: String
    let trace: Trace
    let ask: @Sendable (MCPTestClient, TwoTenants) async throws -> Haul

    init(
        _ name: String, _ trace: Trace = .refusal,
        haul: @escaping @Sendable (MCPTestClient, TwoTenants) async throws -> Haul
    ) {
        testDescription = name
        self.trace = trace
        ask = haul
    }

    init(
        _ name: String, _ trace: Trace = .refusal,
        _ ask: @escaping @Sendable (MCPTestClient, TwoTenants) async throws -> TestAnswer
    ) {
        self.init(
            name, trace,
            haul: { client, world in
                let answer = try await ask(client, world)
                return Haul(isLoot: Self.loot(answer, world), body: answer.body)
            })
    }

    static let all = tools + resources + prompts + olderEras + lists + subscriptions

    private static let tools: [Reach] = [
        Reach("list_playbooks_quick", .call) { client, _ in try await client.tool("list_playbooks_quick") },
        Reach("query_playbook_execution_params") { client, _ in
            try await client.tool("query_playbook_execution_params", ["playbook_id": 502])
        },
        Reach("execute_playbook") { client, _ in try await client.tool("execute_playbook", execution) },
        Reach("execute_playbook of an id that both have, with the other's parameter") { client, _ in
            try await client.tool("execute_playbook", ["playbook_id": 500, "parameters": [host: "a"]])
        },
        Reach("a playbook's own tool") { client, world in
            try await client.tool(try await typedTool(world), .object([host: "a"]))
        },
        Reach("status") { client, world in try await client.tool(status, activity(world)) },
        Reach("result") { client, world in
            try await client.tool("query_playbook_execution_result_by_activity_id", activity(world))
        },
    ]

    private static let resources: [Reach] = [
        Reach("soar://applications", .call) { client, _ in try await client.read("soar://applications") },
        Reach("soar://playbooks", .call) { client, _ in try await client.read("soar://playbooks") },
        Reach("soar://playbooks/{id}") { client, _ in try await client.read("soar://playbooks/502") },
        Reach("soar://executions", .call) { client, _ in try await client.read("soar://executions") },
        Reach("soar://executions/{id}") { client, world in
            try await client.read("soar://executions/\(world.activity)")
        },
    ]

    private static let prompts: [Reach] = [
        Reach("the prompt to run a playbook") { client, _ in
            try await client.call("prompts/get", ["name": "run_playbook_safely", "arguments": ["playbook": "502"]])
        },
        Reach("the prompt to run a playbook, by its name") { client, _ in
            let name: JSONValue = .string("\(TwoTenants.mark) 502")
            return try await client.call(
                "prompts/get", ["name": "run_playbook_safely", "arguments": ["playbook": name]])
        },
        Reach("the prompt to explain an execution") { client, world in
            try await client.call("prompts/get", ["name": "explain_execution", "arguments": activity(world)])
        },
    ]

    /// The same doors, as older clients knock at them, each within a session.
    private static let olderEras: [Reach] = [
        older(.v2025_03_26, "execute_playbook") { _ in execution },
        older(.v2025_11_25, "execute_playbook") { _ in execution },
        older(.v2025_11_25, "query_playbook_execution_params") { _ in ["playbook_id": 502] },
        older(.v2025_06_18, status, activity),
        older(.v2025_11_25, "query_playbook_execution_result_by_activity_id", activity),
        Reach("a playbook's own tool, 2025-06-18") { client, world in
            let call: JSONObject = ["name": .string(try await typedTool(world)), "arguments": .object([host: "a"])]
            return try await SessionClient(client.speaking(.v2025_06_18)).call("tools/call", call)
        },
        older(.v2025_03_26, reading: "soar://playbooks/{id}") { _ in "soar://playbooks/502" },
        older(.v2025_06_18, reading: "soar://executions/{id}") { "soar://executions/\($0.activity)" },
        older(.v2025_11_25, reading: "soar://executions/{id}") { "soar://executions/\($0.activity)" },
        Reach("the prompt to explain an execution, 2025-06-18") { client, world in
            let prompt: JSONObject = ["name": "explain_execution", "arguments": activity(world)]
            return try await SessionClient(client.speaking(.v2025_06_18)).call("prompts/get", prompt)
        },
    ]

    private static func older(
        _ revision: ProtocolRevision, _ tool: String, _ arguments: @escaping @Sendable (TwoTenants) -> JSONValue
    ) -> Reach {
        Reach("\(tool), \(revision.rawValue)") { client, world in
            let call: JSONObject = ["name": .string(tool), "arguments": arguments(world)]
            return try await SessionClient(client.speaking(revision)).call("tools/call", call)
        }
    }

    private static func older(
        _ revision: ProtocolRevision, reading name: String, _ uri: @escaping @Sendable (TwoTenants) -> String
    ) -> Reach {
        Reach("\(name), \(revision.rawValue)") { client, world in
            try await SessionClient(client.speaking(revision)).call("resources/read", ["uri": .string(uri(world))])
        }
    }

    private static let lists: [Reach] = [
        Reach("tools/list", .none) { client, _ in try await client.call("tools/list") },
        Reach("completion of playbooks' ids", .none) { client, _ in
            try await complete(client, resource: "soar://playbooks/{id}", "id", "502")
        },
        Reach("completion of activities' ids", .none) { client, world in
            let typed = String(world.activity.prefix(3))
            return try await complete(client, resource: "soar://executions/{activity_id}", "activity_id", typed)
        },
        Reach("completion in the prompt to run a playbook", .none) { client, _ in
            let prompt: JSONValue = ["type": "ref/prompt", "name": "run_playbook_safely"]
            return try await complete(client, prompt, "playbook", TwoTenants.mark)
        },
        Reach("completion in the prompt to explain an execution", .none) { client, world in
            let prompt: JSONValue = ["type": "ref/prompt", "name": "explain_execution"]
            return try await complete(client, prompt, "activity_id", String(world.activity.prefix(3)))
        },
        Reach("the other's session", .none) { client, world in
            let session = try await SessionClient(world.blue.client.speaking(.v2025_11_25))
            let stolen = client.speaking(.v2025_11_25).request("tools/list").with("Mcp-Session-Id", session.id)
            return try await client.send(stolen)
        },
    ]

    private static let subscriptions: [Reach] = [
        Reach(
            "subscriptions/listen to a playbook", .none,
            haul: { client, _ in
                try await listen(client, "soar://playbooks/502")
            }),
        Reach(
            "subscriptions/listen to an execution", .none,
            haul: { client, world in
                try await listen(client, "soar://executions/\(world.activity)")
            }),
        Reach(
            "resources/subscribe to a playbook", .none,
            haul: { client, _ in
                try await subscribe(client, "soar://playbooks/502")
            }),
        Reach(
            "resources/subscribe to an execution", .none,
            haul: { client, world in
                try await subscribe(client, "soar://executions/\(world.activity)")
            }),
    ]

    // MARK: How they are asked

    private static let host = "\(TwoTenants.mark)_host"
    private static let status = "query_playbook_execution_status_by_activity_id"
    private static let execution: JSONValue = ["playbook_id": 502, "parameters": [host: "a"]]

    @Sendable private static func activity(_ world: TwoTenants) -> JSONValue {
        ["activity_id": .string(world.activity)]
    }

    private static func typedTool(_ world: TwoTenants) async throws -> String {
        let names = try await PlaybookToolListTests.names(world.blue.client)
        return try #require(names.first { $0.hasSuffix("502") })
    }

    private static func complete(
        _ client: MCPTestClient, resource uri: String, _ name: String, _ typed: String
    ) async throws -> TestAnswer {
        try await complete(client, ["type": "ref/resource", "uri": .string(uri)], name, typed)
    }

    private static func complete(
        _ client: MCPTestClient, _ reference: JSONValue, _ name: String, _ typed: String
    ) async throws -> TestAnswer {
        let argument: JSONValue = ["name": .string(name), "value": .string(typed)]
        return try await client.call("completion/complete", ["ref": reference, "argument": argument])
    }

    private static func listen(_ client: MCPTestClient, _ uri: String) async throws -> Haul {
        let stream = try await client.listen(["resourceSubscriptions": [.string(uri)]])
        let first = try await stream.nextEvent()
        await stream.close()
        let honoured = first?.params?["notifications"]?["resourceSubscriptions"]?.arrayValue ?? []
        return Haul(isLoot: honoured.contains(.string(uri)), body: first?.data ?? "")
    }

    private static func subscribe(_ client: MCPTestClient, _ uri: String) async throws -> Haul {
        let session = try await SessionClient(client.speaking(.v2025_11_25))
        let answer = try await session.call("resources/subscribe", ["uri": .string(uri)])
        return Haul(isLoot: answer.result == [:], body: answer.body)
    }

    /// Whether an answer holds anything of blue's: nothing that the question said itself.
    private static func loot(_ answer: TestAnswer, _ world: TwoTenants) -> Bool {
        guard answer.status == 200, answer.code == nil, !answer.isToolError else { return false }
        if let values = answer.result?["completion"]?["values"]?.arrayValue { return !values.isEmpty }
        let body = answer.body
        let isStarted = body.contains("activity_id\\\"") && body.contains("\\\"success\\\": true")
        return isStarted || answer.structured?["activity_id"] != nil || body.contains(TwoTenants.mark)
            || body.contains(world.activity)
    }
}
