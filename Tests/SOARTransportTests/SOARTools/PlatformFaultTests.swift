//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OctoMationSimulator
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// A platform that is down, slow or talks nonsense: the model gets a reason, nobody gets anything internal.
@Suite("Faults of the platform")
struct PlatformFaultTests {
    /// Takes longer than the client waits.
    private static let slow = SimulatorFault.latency(.seconds(30))
    private static let kinds: [SimulatorFault] = [
        .httpStatus(500), .httpStatus(401), .httpStatus(403), .httpStatus(404), .redirect(to: "http://evil.example/"),
        .businessCode(401, message: "token"), .businessCode(500, message: "服务器内部错误"), .innerError, .notPermitted,
        .invalidJSON, .emptyBody, .truncated, slow, .nullResult,
    ]

    /// What must never be told: addresses, our token, types and paths of the program.
    private func expectNothingInternal(_ text: String, _ port: Int) {
        let words = [
            platformTokenCanary, "hg-token", "http://", "https://", "127.0.0.1", ":\(port)", "evil.example", "Swift.",
            "PlatformError", "HTTPFetchError", "OctoMation", "SOARCore", "NIO", "errno", "Optional(", "/odp/", "<html",
            SimulatorSeed.passwordCanary,
        ]
        for word in words { #expect(!text.contains(word), "\(word) in \(text)") }
    }

    @Test(
        "every tool and resource says what is wrong and leaks nothing, and the audit log says what happened",
        arguments: kinds)
    func faults(_ fault: SimulatorFault) async throws {
        let isSlow = fault == Self.slow
        let change: (inout OctoMationClient.Configuration) -> Void = { configuration in
            configuration.retryDelays = []
            if isSlow { configuration.timeout = .seconds(1) }
        }
        try await withSimulatedServer(configuration: change) { world in
            let client = try await world.server.client(named: "alice")
            let url = try await world.simulator.baseURL
            let port = try await world.simulator.port
            let id = JSONValue.integer(PlaybookID.dailyInspection.rawValue)
            let started = try await client.tool("execute_playbook", ["playbook_id": id])
            let activity = try #require(started.structured?["activity_id"])
            world.simulator.faults.add(fault)
            var answers: [TestAnswer] = []
            for tool in [
                "query_playbook_execution_status_by_activity_id", "query_playbook_execution_result_by_activity_id",
            ] {
                answers.append(try await client.tool(tool, ["activity_id": activity]))
            }
            answers.append(try await client.tool("execute_playbook", ["playbook_id": id]))
            for answer in answers {
                #expect(answer.status == 200)
                #expect(answer.isToolError)
                #expect(answer.textJSON?["success"] == false)
                #expect(answer.textJSON?["timestamp"]?.stringValue?.hasSuffix("Z") == true)
                #expect(try #require(answer.textJSON?["error"]?.stringValue).count > 20)
                expectNothingInternal(answer.body, port)
            }
            if fault != .nullResult {
                let resource = try await client.read("soar://applications")
                #expect(resource.status == 200)
                #expect(resource.code == -32603)
                expectNothingInternal(resource.body, port)
            }
            let records = try await world.server.records().filter { $0.outcome == .failure }
            #expect(records.count == (fault == .nullResult ? 3 : 4))
            for record in records {
                #expect(record.error?.isEmpty == false)
                #expect(record.error?.contains(platformTokenCanary) == false)
                #expect(record.error?.contains(url) == false)
            }
        }
    }

    @Test("the catalogue answers while the platform is down")
    func catalogueAnswers() async throws {
        try await withSimulatedServer { world in
            world.simulator.faults.add(.httpStatus(503))
            let client = try await world.server.client(named: "alice")
            let before = world.simulator.calls.total
            #expect(try await client.tool("list_playbooks_quick").structured?["total"] == 8)
            #expect(try await client.read("soar://playbooks").status == 200)
            let id = JSONValue.integer(PlaybookID.blockAddress.rawValue)
            #expect(try await client.tool("query_playbook_execution_params", ["playbook_id": id]).isToolError == false)
            #expect(world.simulator.calls.total == before)
        }
    }

    @Test("the platform's own refusal is told with its code")
    func businessCode() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            world.simulator.faults.add(.licenceUsedUp, on: .execution)
            let answer = try await client.tool(
                "execute_playbook", ["playbook_id": .integer(PlaybookID.dailyInspection.rawValue)])
            #expect(answer.textJSON?["platformCode"] == 510_025)
            let record = try await world.server.records().last
            #expect(record?.error?.contains("授权数量") == true)
        }
    }

    @Test("what the platform says can't carry control characters, or our token back to us")
    func hostileMessage() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let message = "no\r\n\u{1B}[31m\u{202E} \(platformTokenCanary) " + String(repeating: "x", count: 5000)
            world.simulator.faults.add(.businessCode(599, message: message), on: .execution)
            let answer = try await client.tool(
                "execute_playbook", ["playbook_id": .integer(PlaybookID.dailyInspection.rawValue)])
            let error = try #require(answer.textJSON?["error"]?.stringValue)
            #expect(error.count < 1000)
            #expect(!error.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
            #expect(!answer.body.contains(platformTokenCanary))
            let record = try #require(try await world.server.records().last)
            #expect(record.error?.contains(platformTokenCanary) == false)
        }
    }

    @Test("an execution that the platform does not know is named, and it is no success")
    func unknownActivity() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            for tool in [
                "query_playbook_execution_status_by_activity_id", "query_playbook_execution_result_by_activity_id",
            ] {
                let answer = try await client.tool(tool, ["activity_id": "00000000-0000-4000-8000-000000000000"])
                #expect(answer.isToolError)
                #expect(answer.textJSON?["activityId"] == "00000000-0000-4000-8000-000000000000")
            }
        }
    }

    @Test("without a platform every tool that needs one says what is missing")
    func notConfigured() async throws {
        var setup = TestServer.Setup()
        setup.server = try MCPServer(name: "soar", version: "1") {
            SOARFeatures(catalog: setup.store, executions: setup.store, platform: UnconfiguredPlatform()).tools
        }
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            #expect(try await client.tool("list_playbooks_quick").structured?["total"] == 0)
            let answer = try await client.tool(
                "query_playbook_execution_status_by_activity_id", ["activity_id": "abc"])
            #expect(answer.isToolError)
            #expect(answer.text?.contains("configured") == true)
        }
    }
}
