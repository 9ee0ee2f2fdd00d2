//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// One way in: what comes in by it, and what should.
struct AccessWay: Sendable {
    /// How it counts against limits on runs.
    enum Kind: Sendable {
        case reads
        /// Starts a playbook for each that comes in.
        case runs
        /// The same, while another run of the caller is under way.
        case runsBeside
    }

    let name: String
    var kind = Kind.reads
    /// Whether every try has to be in the audit log.
    var isRecorded = false
    let expected: @Sendable (AccessCase) -> Set<Int64>
    /// The playbooks that came in, or those whose executions did.
    let got: @Sendable (MCPTestClient) async throws -> Set<Int64>

    /// Asks for one playbook after the other.
    private static func each(
        _ name: String, as kind: Kind = .reads, isRecorded: Bool = true,
        gives expected: @escaping @Sendable (AccessCase) -> Set<Int64>,
        _ isThere: @escaping @Sendable (MCPTestClient, Int64) async throws -> Bool
    ) -> AccessWay {
        AccessWay(name: name, kind: kind, isRecorded: isRecorded, expected: expected) { client in
            var got: Set<Int64> = []
            for id in AccessCase.ids where try await isThere(client, id) { got.insert(id) }
            return got
        }
    }

    static let all = lists + playbooks + runs + subscriptions + executions(of: "own") + executions(of: "other")

    private static let lists = [
        AccessWay(name: "list_playbooks_quick", expected: \.sees) { client in
            ids(try await client.tool("list_playbooks_quick").result?["structuredContent"]?["playbooks"])
        },
        AccessWay(name: "soar://playbooks", expected: \.sees) { ids(try await resource($0, "soar://playbooks")) },
        AccessWay(name: "tools/list", expected: \.runs) { client in
            let tools = try await client.call("tools/list").result?["tools"]?.arrayValue?.compactMap { $0["name"] }
            return Set(AccessCase.tools.filter { tools?.contains(.string($0.value)) == true }.keys)
        },
        AccessWay(name: "completion of ids", expected: \.sees) { client in
            let values = try await completion(client, ["type": "ref/resource", "uri": "soar://playbooks/{id}"], "id")
            return Set(values.compactMap { Int64($0) })
        },
        AccessWay(name: "completion in a prompt", expected: { $0.prompts ? $0.sees : [] }) { client in
            let prompt: JSONValue = ["type": "ref/prompt", "name": "run_playbook_safely"]
            let values = try await completion(client, prompt, "playbook")
            return Set(AccessCase.names.filter { values.contains($0.value) }.keys)
        },
        AccessWay(name: "investigate_address", expected: \.sees) { client in
            let params: JSONObject = ["name": "investigate_address", "arguments": ["address": "192.0.2.1"]]
            let messages = try await client.call("prompts/get", params).result?["messages"]
            guard let text = messages?[1]?["content"]?["resource"]?["text"]?.stringValue else { return [] }
            return ids(try JSONParser.parse(text))
        },
    ]

    private static let playbooks = [
        each("soar://playbooks/{id}", gives: \.sees) { try await resource($0, "soar://playbooks/\($1)") != nil },
        each("query_playbook_execution_params", gives: \.sees) {
            try await works($0, "query_playbook_execution_params", ["playbook_id": .integer($1)])
        },
        each("run_playbook_safely", gives: { $0.prompts ? $0.sees : [] }) { client, id in
            let arguments: JSONValue = ["playbook": .string("\(id)")]
            return try await client.call("prompts/get", ["name": "run_playbook_safely", "arguments": arguments]).result
                != nil
        },
    ]

    private static let runs = [("192.0.2.1", \AccessCase.starts), ("10.0.0.1", \AccessCase.privateRuns)]
        .flatMap { (address, expected) in
            [AccessWay.Kind.runs, .runsBeside].flatMap { kind in
                let beside = kind == .runsBeside ? ", beside another" : ""
                return [
                    each("execute_playbook \(address)\(beside)", as: kind, gives: { $0[keyPath: expected] }) {
                        client, id in
                        let arguments: JSONValue = [
                            "playbook_id": .integer(id), "parameters": ["ip": .string(address)],
                        ]
                        return try await started(client, "execute_playbook", arguments)
                    },
                    each("typed tool \(address)\(beside)", as: kind, gives: { $0[keyPath: expected] }) { client, id in
                        try await started(client, AccessCase.tools[id] ?? "", ["ip": .string(address)])
                    },
                ]
            }
        }

    private static let subscriptions = [
        AccessWay(name: "subscriptions/listen", expected: \.sees) { client in
            try await listened(client, AccessCase.ids.map { ($0, "soar://playbooks/\($0)") })
        },
        each("resources/subscribe, 2025-11-25", isRecorded: false, gives: \.sees) { client, id in
            try await subscribes(client, "soar://playbooks/\(id)")
        },
    ]

    /// The executions of its own runs, or of another token's.
    private static func executions(of owner: String) -> [AccessWay] {
        let expected: @Sendable (AccessCase) -> Set<Int64> = { $0.seesOthers || owner == "own" ? $0.follows : [] }
        let tools = ["status", "result"].map { what in
            each("\(what) of \(owner)", gives: expected) { client, id in
                try await works(
                    client, "query_playbook_execution_\(what)_by_activity_id",
                    ["activity_id": .string("\(owner)-\(id)")])
            }
        }
        return tools + [
            each("soar://executions/{id} of \(owner)", gives: expected) {
                try await resource($0, "soar://executions/\(owner)-\($1)") != nil
            },
            each("explain_execution of \(owner)", gives: expected) { client, id in
                let arguments: JSONValue = ["activity_id": .string("\(owner)-\(id)")]
                return try await client.call("prompts/get", ["name": "explain_execution", "arguments": arguments])
                    .result
                    != nil
            },
            AccessWay(name: "soar://executions, \(owner)", expected: expected) { client in
                let text = try await resource(client, "soar://executions")?.text() ?? ""
                return Set(AccessCase.ids.filter { text.contains("\"\(owner)-\($0)\"") })
            },
            AccessWay(name: "completion of activities of \(owner)", expected: expected) { client in
                let reference: JSONValue = ["type": "ref/resource", "uri": "soar://executions/{activity_id}"]
                let values = try await completion(client, reference, "activity_id")
                return Set(AccessCase.ids.filter { values.contains("\(owner)-\($0)") })
            },
            AccessWay(name: "subscriptions/listen to executions of \(owner)", expected: expected) { client in
                try await listened(client, AccessCase.ids.map { ($0, "soar://executions/\(owner)-\($0)") })
            },
            each("resources/subscribe to executions of \(owner), 2025-11-25", isRecorded: false, gives: expected) {
                client, id in
                try await subscribes(client, "soar://executions/\(owner)-\(id)")
            },
        ]
    }
}

extension AccessCase {
    /// Playbooks that it may start with an address of 10.0.0.0/8.
    fileprivate var privateRuns: Set<Int64> { takesPrivate ? starts : [] }
}

// MARK: How each is asked

private func ids(_ value: JSONValue?) -> Set<Int64> {
    Set(value?.arrayValue?.compactMap { $0["id"]?.integerValue } ?? [])
}

private func works(_ client: MCPTestClient, _ tool: String, _ arguments: JSONValue) async throws -> Bool {
    let answer = try await client.tool(tool, arguments)
    return answer.status == 200 && answer.result?["isError"] == false
}

private func started(_ client: MCPTestClient, _ tool: String, _ arguments: JSONValue) async throws -> Bool {
    let answer = try await client.tool(tool, arguments)
    return answer.result?["isError"] == false && answer.structured?["success"] == true
}

private func resource(_ client: MCPTestClient, _ uri: String) async throws -> JSONValue? {
    guard let text = try await client.read(uri).result?["contents"]?[0]?["text"]?.stringValue else { return nil }
    return try JSONParser.parse(text)
}

private func completion(_ client: MCPTestClient, _ reference: JSONValue, _ name: String) async throws -> [String] {
    let params: JSONObject = ["ref": reference, "argument": ["name": .string(name), "value": ""]]
    let result = try await client.call("completion/complete", params).result
    return result?["completion"]?["values"]?.arrayValue?.compactMap(\.stringValue) ?? []
}

/// What of the resources is listened to.
private func listened(_ client: MCPTestClient, _ uris: [(Int64, String)]) async throws -> Set<Int64> {
    guard try await client.call("tools/list").status == 200 else { return [] }
    let stream = try await client.listen(["resourceSubscriptions": JSONValue(uris.map(\.1))])
    let data = try JSONParser.parse(try await stream.nextEvent()?.data ?? "null")
    await stream.close()
    let honoured = data["params"]?["notifications"]?["resourceSubscriptions"]?.arrayValue?.compactMap(\.stringValue)
    return Set(uris.filter { honoured?.contains($0.1) == true }.map(\.0))
}

/// Whether a session of the older era may subscribe.
private func subscribes(_ client: MCPTestClient, _ uri: String) async throws -> Bool {
    guard try await client.call("tools/list").status == 200 else { return false }
    let session = try await SessionClient(client.speaking(.v2025_11_25))
    let answer = try await session.call("resources/subscribe", ["uri": .string(uri)])
    _ = try await session.end()
    return answer.result == [:]
}
