//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OctoMationSimulator
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What goes out when a playbook is run, and how often.
@Suite("Executing a playbook")
struct ExecutionTests {
    private static let run: JSONValue = [
        "playbook_id": .integer(PlaybookID.blockAddress.rawValue), "parameters": ["src": "10.0.0.1"],
    ]

    @Test("values go out as strings, nested ones as JSON text, and null not at all")
    func values() async throws {
        let parameters: JSONValue = [
            "host": "db-07", "severity": "low", "port": 9_007_199_254_740_993, "deep": true, "threshold": 0.5,
            "filter": ["and": [["a": nil], ["b": "引号\""]]], "tags": ["x", 1, false],
        ]
        let sent: [String: String] = [
            "host": "db-07", "severity": "low", "port": "9007199254740993", "deep": "true", "threshold": "0.5",
            "filter": #"{"and":[{"a":null},{"b":"引号\""}]}"#, "tags": #"["x",1,false]"#,
        ]
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let id = JSONValue.integer(PlaybookID.investigateHost.rawValue)
            let answer = try await client.tool(
                "execute_playbook", ["playbook_id": id, "parameters": parameters, "event_id": 5])
            #expect(!answer.isToolError, "\(answer.body)")
            let body = try #require(world.simulator.calls.requests(to: .execution).first?.body)
            #expect(body["executorInstanceId"] == id)
            #expect(body["executorInstanceType"] == "PLAYBOOK")
            #expect(body["eventId"] == 5)
            let pairs = try #require(body["params"]?.arrayValue).map {
                ($0["key"]?.stringValue ?? "", $0["value"]?.stringValue ?? "(not a string)")
            }
            #expect(Dictionary(uniqueKeysWithValues: pairs) == sent)

            let withNull: JSONValue = ["host": "h", "severity": "low", "port": nil]
            _ = try await client.tool("execute_playbook", ["playbook_id": id, "parameters": withNull])
            let keys = world.simulator.calls.requests(to: .execution).last?.body?["params"]?.arrayValue
            #expect(keys?.map { $0["key"] } == ["host", "severity"])
        }
    }

    /// Takes longer than the client waits.
    private static let slow = SimulatorFault.latency(.seconds(30))

    /// What goes wrong after the platform may have started the run.
    private static let kinds: [SimulatorFault] = [
        .httpStatus(500), .httpStatus(502), .httpStatus(503), .innerError, .nullResult, .invalidJSON, .emptyBody,
        .truncated, .oversize(bytes: 3 * 1024 * 1024), slow, .redirect(to: "http://127.0.0.1:9/"),
        .businessCode(413, message: "timeout"), .httpStatus(429), .httpStatus(401), .licenceUsedUp, .notPermitted,
    ]

    @Test("is never tried twice, whatever the platform answers", arguments: kinds)
    func once(_ fault: SimulatorFault) async throws {
        let isSlow = fault == Self.slow
        try await withSimulatedServer(configuration: { if isSlow { $0.timeout = .seconds(1) } }) { world in
            let client = try await world.server.client(named: "alice")
            world.simulator.faults.add(fault, on: .execution)
            let answer = try await client.tool("execute_playbook", Self.run)
            #expect(answer.status == 200)
            #expect(answer.isToolError)
            #expect(answer.textJSON?["success"] == false)
            #expect(answer.textJSON?["error"]?.stringValue?.isEmpty == false)
            #expect(world.simulator.calls.count(of: .execution) == 1)
            #expect(try await client.read("soar://executions").resourceText == "[]")
            let records = try await world.server.records().filter { $0.action == "execute_playbook" }
            #expect(records.map(\.phase) == [.intent, .outcome])
            #expect(records.map(\.outcome) == [.pending, .failure])
            #expect(records.last?.error?.isEmpty == false)
        }
    }

    @Test("where it may have been started all the same, the answer says so")
    func mayHaveStarted() async throws {
        try await withSimulatedServer(configuration: { $0.timeout = .seconds(1) }) { world in
            let client = try await world.server.client(named: "alice")
            for fault: SimulatorFault in [.httpStatus(500), Self.slow, .truncated, .invalidJSON] {
                world.simulator.faults.add(fault, on: .execution, times: 1)
                let text = try await client.tool("execute_playbook", Self.run).text
                #expect(text?.contains("may have been started") == true)
            }
            world.simulator.faults.add(.notPermitted, on: .execution, times: 1)
            let text = try await client.tool("execute_playbook", Self.run).text
            #expect(text?.contains("may have been started") == false)
        }
    }

    @Test("a playbook that is disabled, gone, a draft or unknown can't be queried or run")
    func unavailable() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let disabled = PlaybookID.blockAddress
            let gone = PlaybookID.dailyInspection
            _ = try await world.server.store.setPlaybook(disabled, tenant: .default, enabled: false)
            world.simulator.playbooks[gone] = nil
            try await world.server.sync()
            let before = world.simulator.calls.total
            let ids: [PlaybookID] = [
                disabled, gone, .phishingDraft, .rotateCredentials, PlaybookID(rawValue: 1), PlaybookID(rawValue: -7),
                PlaybookID(rawValue: 9_007_199_254_740_996),
            ]
            for id in ids {
                for tool in ["query_playbook_execution_params", "execute_playbook"] {
                    for form: JSONValue in [.integer(id.rawValue), .string(id.description)] {
                        let answer = try await client.tool(tool, ["playbook_id": form])
                        #expect(answer.isToolError)
                        #expect(answer.textJSON?["playbookId"] == .integer(id.rawValue))
                        #expect(answer.text?.contains("list_playbooks_quick") == true)
                    }
                }
            }
            #expect(world.simulator.calls.total == before)
            let listed = try await client.tool("list_playbooks_quick").structured
            #expect(listed?["total"] == 6)
            let resource = try #require(try await client.read("soar://playbooks").resourceText)
            for id in [disabled, gone] {
                #expect(!listed.debugDescription.contains(id.description))
                #expect(!resource.contains(id.description))
            }
            _ = try await world.server.store.setPlaybook(disabled, tenant: .default, enabled: true)
            #expect(try await client.tool("execute_playbook", Self.run).isToolError == false)
        }
    }

    @Test("parameters that the catalogue could not learn are asked for when they are needed")
    func unknownParameters() async throws {
        try await withSimulatedServer { world in
            let id = PlaybookID(rawValue: 77)
            world.simulator.playbooks[id] = SimulatedPlaybook(
                id: id, displayName: "New", parameters: [PlaybookParameter(name: "x", isRequired: true)])
            world.simulator.faults.add(.httpStatus(500), on: .parameters, playbook: id)
            try await world.server.sync()
            let client = try await world.server.client(named: "alice")
            let failed = try await client.tool("query_playbook_execution_params", ["playbook_id": 77])
            #expect(failed.isToolError)
            let refused = try await client.tool("execute_playbook", ["playbook_id": 77, "parameters": ["x": "1"]])
            #expect(refused.isToolError)
            #expect(world.simulator.calls.count(of: .execution) == 0)
            world.simulator.faults.clear()
            let taken = try await client.tool("query_playbook_execution_params", ["playbook_id": 77]).structured
            #expect(taken?["requiredParams"]?[0]?["paramName"] == "x")
        }
    }
}
