//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import InMemoryLogging
import Logging
import OctoMationSimulator
import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("Calling a playbook as a tool")
struct PlaybookToolCallTests {
    private static var setup: TestServer.Setup {
        var setup = TestServer.Setup()
        setup.playbookTools = true
        return setup
    }

    @Test("the platform gets the playbook's id and the values, and the audit log the same as for execute_playbook")
    func values() async throws {
        try await withSimulatedServer(Self.setup) { world in
            let client = try await world.server.client(named: "alice")
            let answer = try await client.tool(
                "playbook_investigate_a_host",
                [
                    "host": "db-07", "severity": "low", "port": 8443.0, "deep": true, "threshold": 0.5,
                    "filter": ["a": [1, nil]], "tags": "[\"x\"]", "event_id": 42,
                ])
            #expect(!answer.isToolError, "\(answer.body)")
            #expect(answer.structured?.objectValue?.names == ["success", "activity_id"])
            let body = try #require(world.simulator.calls.requests(to: .execution).last?.body)
            #expect(body["executorInstanceId"] == .integer(PlaybookID.investigateHost.rawValue))
            #expect(body["eventId"] == 42)
            let pairs = try #require(body["params"]?.arrayValue).map {
                ($0["key"]?.stringValue ?? "", $0["value"]?.stringValue ?? "(not a string)")
            }
            #expect(
                Dictionary(uniqueKeysWithValues: pairs) == [
                    "host": "db-07", "severity": "low", "port": "8443", "deep": "true", "threshold": "0.5",
                    "filter": #"{"a":[1,null]}"#, "tags": #"["x"]"#,
                ])
            let records = try await world.server.records()
            #expect(records.map(\.phase) == [.intent, .outcome])
            #expect(records.allSatisfy { $0.action == "playbook_investigate_a_host" })
            #expect(records.allSatisfy { $0.resource == "soar://playbooks/\(PlaybookID.investigateHost)/execute" })
            #expect(records.last?.parameters?["host"] == "db-07")
            let listed = try await client.read("soar://executions").resourceText
            #expect(listed?.contains(answer.structured?["activity_id"]?.stringValue ?? "?") == true)
        }
    }

    @Test(
        "a wrong value is refused with what is accepted, before the platform is asked",
        arguments: [
            (["severity": "low"], ["'host'", "missing", "a string"]),
            (["host": "", "severity": "low"], ["'host'", "missing"]),
            (["host": "h", "severity": "urgent"], ["'severity'", "urgent", "low, medium, high"]),
            (["host": "h", "severity": "low", "port": "https"], ["'port'", "an integer"]),
            (["host": "h", "severity": "low", "port": 1e30], ["'port'", "an integer"]),
            (["host": "h", "severity": "low", "deep": "yes"], ["'deep'", "true or false"]),
            (["host": "h", "severity": "low", "hots": "h"], ["'hots'", "host", "severity"]),
            (["host": "h", "severity": "low", "wait_seconds": 91], ["'wait_seconds'", "from 0 to 90"]),
            (["host": "h", "severity": "low", "event_id": -1], ["'event_id'", "at least 0"]),
        ] as [(JSONValue, [String])])
    func wrong(_ arguments: JSONValue, _ words: [String]) async throws {
        try await withSimulatedServer(Self.setup) { world in
            let client = try await world.server.client(named: "alice")
            let before = world.simulator.calls.total
            let answer = try await client.tool("playbook_investigate_a_host", arguments)
            #expect(answer.isToolError)
            for word in words { #expect(answer.text?.contains(word) == true, "\(answer.text ?? "")") }
            #expect(world.simulator.calls.total == before)
        }
    }

    /// What a run is given as a password, in whole or in part.
    private static let canary = "4711-canary"
    private static let bad: [JSONValue] = [
        .string(canary), [.string(canary)], ["x": .string(canary)], 4_711_471_147, true,
    ]

    @Test("a password is in no answer, no record and no log, however wrong the call is", arguments: [false, true])
    func passwords(_ repeats: Bool) async throws {
        var setup = Self.setup
        let log = InMemoryLogHandler()
        setup.logger = Logger(label: "test") { _ in log }
        setup.logger.logLevel = .trace
        var platform = ScriptedPlatform([
            Playbook(
                id: PlaybookID(rawValue: 56), name: "playbook_56", displayName: "Unlock",
                parameters: [
                    PlaybookParameter(name: "door", isRequired: true),
                    PlaybookParameter(name: "level", type: "INTEGER"),
                    PlaybookParameter(name: "pin", type: "password", options: ["1", "2"]),
                ])
        ])
        if repeats {
            platform.onExecute = { request throws(PlatformError) in
                throw PlatformError(.business, "[pin] can't be \(request.parameters["pin"]?.text() ?? "")")
            }
        }
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            var bodies: [String] = []
            for pin in Self.bad {
                let good: JSONObject = ["door": "north", "pin": pin]
                for arguments in [good, ["pin": pin], good.merging(["level": "x"]), good.merging(["extra": pin])] {
                    bodies.append(try await client.tool("playbook_unlock", .object(arguments)).body)
                    let values = JSONValue.object(arguments)
                    for parameters in [values, .string(values.text()), [values]] {
                        let call: JSONValue = ["playbook_id": 56, "parameters": parameters]
                        bodies.append(try await client.tool("execute_playbook", call).body)
                    }
                    bodies.append(
                        try await client.tool("execute_playbook", .object(arguments.merging(["playbook_id": 56]))).body)
                    bodies.append(
                        try await client.tool("execute_playbook", ["playbook_id": 57, "parameters": values]).body)
                }
            }
            #expect(platform.log.executions.contains { $0.parameters["pin"] == .string(Self.canary) })
            let records = try await server.records()
            #expect(records.contains { $0.parameters?["door"] == "north" && $0.parameters?["pin"] == "(redacted)" })
            let heard = bodies.joined() + "\(records)" + log.entries.map { "\($0)" }.joined()
            for secret in [Self.canary, "4711-c", "4711471147"] { #expect(!heard.contains(secret)) }
            #expect(heard.contains("repeats a password") == repeats)
        }
    }

    @Test("its schema tells that a value is a password, and no default of it")
    func passwordSchema() async throws {
        let setup = PlaybookToolListTests.setup(
            PlaybookToolListTests.playbook(
                1, "p",
                [PlaybookParameter(name: "pin", summary: "PIN", type: "PASSWORD", defaultValue: "d", options: ["o"])]))
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let tool = try await PlaybookToolListTests.tools(client).last
            #expect(
                tool?["inputSchema"]?["properties"]?["pin"] == [
                    "type": "string", "writeOnly": true, "description": "PIN",
                ])
        }
    }
}
