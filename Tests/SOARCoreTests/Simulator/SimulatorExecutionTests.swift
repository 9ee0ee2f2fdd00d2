//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import OctoMationSimulator
import SOARCore
import Testing

@Suite struct SimulatorExecutionTests {
    @Test(
        "a playbook starts on either path and gets a UUID of version 4",
        arguments: ["/odp/core/v1/api/event/execution", "/api/event/execution"])
    func startsOnEitherPath(path: String) async throws {
        try await withSimulatorClient { simulator, client, _ in
            let answer = try await client.execute(.blockAddress, path: path)
            #expect(answer.names == ["code", "result"])
            let id = try #require(answer["result"]?.stringValue)
            #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
            #expect(simulator.executions.all.map(\.activityID.description) == [id])
            #expect(simulator.executions.all[0].parameters == ["src": "15.197.148.33"])
            #expect(simulator.calls.count(of: .execution) == 1)
        }
    }

    @Test(
        "what can't be run is refused with the documented code",
        arguments: [
            (PlaybookID(rawValue: 1), [:], 503_400),
            (.phishingDraft, [:], 503_400),
            (.blockAddress, [:], 503_401),
            (.blockAddress, ["src": ""], 503_401),
            (.blockAddress, ["dst": "10.0.0.1"], 503_401),
            (.investigateHost, ["host": "a", "severity": "low", "port": "https"], 503_521),
            (.investigateHost, ["host": "a", "severity": "low", "deep": "maybe"], 503_521),
            (.investigateHost, ["host": "a", "severity": "low", "threshold": "high"], 503_521),
            (.investigateHost, ["host": "a", "severity": "low", "filter": "{'a': 1}"], 503_521),
            (.investigateHost, ["host": "a", "severity": "low", "tags": "{}"], 503_521),
            (.investigateHost, ["host": "a", "severity": "urgent"], 503_521),
        ] as [(PlaybookID, [String: String], Int64)])
    func refusesWhatCannotRun(
        playbook: PlaybookID, parameters: [String: String], code: Int64
    ) async throws {
        try await withSimulatorClient { simulator, client, _ in
            let answer = try await client.execute(playbook, parameters)
            #expect(answer["code"] == .integer(code))
            #expect(answer["result"]?.isNull == true)
            #expect(answer["msg"]?.stringValue?.isEmpty == false)
            #expect(simulator.executions.all.isEmpty)
        }
    }

    @Test("values of every type are taken, and defaults fill the gaps")
    func takesEveryType() async throws {
        try await withSimulatorClient { simulator, client, _ in
            _ = try await client.start(
                .investigateHost,
                [
                    "host": "db-07", "severity": "high", "deep": "true", "threshold": "0.5", "filter": "{\"a\":1}",
                    "tags": "[\"x\"]",
                ])
            let parameters = try #require(simulator.executions.all.first?.parameters)
            #expect(parameters["port"] == "443")
            #expect(parameters["deep"] == "true")
        }
    }

    @Test(
        "a body that lacks something is refused by the member's name",
        arguments: [
            (["executorInstanceId": 1_907_203_516_548_373, "executorInstanceType": "PLAYBOOK"], "eventId"),
            (["eventId": 0, "executorInstanceType": "PLAYBOOK"], "executorInstanceId"),
            (["eventId": 0, "executorInstanceId": 1_907_203_516_548_373], "executorInstanceType"),
            (
                [
                    "eventId": 0, "executorInstanceId": 1_907_203_516_548_373, "executorInstanceType": "PLAYBOOK",
                    "params": [["key": "src", "value": 7]],
                ], "params"
            ),
        ] as [(JSONValue, String)])
    func refusesIncompleteBodies(body: JSONValue, member: String) async throws {
        try await withSimulatorClient { _, client, _ in
            let answer = try await client.call(.post, "/api/event/execution", body).json
            #expect(answer["code"] == 200_004)
            #expect(answer["msg"]?.stringValue?.contains("[\(member)]") == true)
        }
    }

    @Test("only the latest runs are remembered, up to the limit")
    func forgetsOldRuns() async throws {
        try await withSimulatorClient {
            $0.limits.executions = 2
        } _: { simulator, client, _ in
            let first = try await client.start(.dailyInspection, [:])
            for _ in 0..<2 { _ = try await client.start(.dailyInspection, [:]) }
            #expect(simulator.executions.all.count == 2)
            let answer = try await client.call(.get, "/odp/core/v1/api/activity/\(first)").json
            #expect(answer["code"] == 406)
        }
    }
}
