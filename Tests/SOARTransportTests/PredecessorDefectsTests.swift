//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import InMemoryLogging
import Logging
import OctoMationSimulator
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// The verified defects of the predecessor (inventory C9), each with a test that fails on its behaviour.
///
/// Not here: 6, 7, 15 (login tries), 17 belong to the console; 14 and 18 are its REST and its scripts, whose places the
/// commands `token create` and `admin reset-password` take.
@Suite("Defects of the predecessor")
struct PredecessorDefectsTests {
    private static let status = "query_playbook_execution_status_by_activity_id"

    private func run(_ id: PlaybookID, _ parameters: JSONValue = [:]) -> JSONValue {
        ["playbook_id": .integer(id.rawValue), "parameters": parameters]
    }

    @Test("1: records carry the token, the true outcome, address and program, and refusals are among them")
    func defect1() async throws {
        try await withSimulatedServer { world in
            var client = try await world.server.client(named: "alice")
            client.userAgent = "agent/1"
            _ = try await client.tool("list_playbooks_quick")
            _ = try await client.tool(Self.status, ["activity_id": "unknown-1"])
            _ = try await client.with(token: nil).tool("list_playbooks_quick")
            let records = try await world.server.records()
            #expect(records.map(\.outcome) == [.success, .failure, .denied])
            #expect(records.map(\.tokenName) == ["alice", "alice", nil])
            #expect(records.prefix(2).allSatisfy { $0.tokenID != nil })
            #expect(records.allSatisfy { $0.peer == "127.0.0.1" && $0.userAgent == "agent/1" })
        }
    }

    @Test("2: a client that is configured with ?token= gets in, in every revision", arguments: ProtocolRevision.served)
    func defect2(_ revision: ProtocolRevision) async throws {
        try await withTestServer { server in
            var client = server.client().speaking(revision)
            client.target = "/mcp?token=\(try await server.issue("alice").secret.exposed)"
            #expect(try await client.tool("list_playbooks_quick").textJSON?["total"] == 1)
            #expect(try await client.call("tools/list").status == 200)
        }
    }

    @Test("3: a disabled playbook can neither be queried nor executed")
    func defect3() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            _ = try await world.server.store.setPlaybook(.dailyInspection, tenant: .default, enabled: false)
            let id = JSONValue.integer(PlaybookID.dailyInspection.rawValue)
            #expect(try await client.tool("query_playbook_execution_params", ["playbook_id": id]).isToolError)
            #expect(try await client.tool("execute_playbook", run(.dailyInspection)).isToolError)
            #expect(world.simulator.calls.count(of: .execution) == 0)
        }
    }

    @Test(
        "4: an activity id can't reach another path or add a parameter",
        arguments: ["../../../../../api/users", "abc&eventId=9"])
    func defect4(_ id: String) async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let before = world.simulator.calls.total
            for tool in [Self.status, "query_playbook_execution_result_by_activity_id"] {
                #expect(try await client.tool(tool, ["activity_id": .string(id)]).isToolError)
            }
            #expect(world.simulator.calls.total == before)
        }
    }

    @Test("5: a platform token that is all digits stays a text")
    func defect5() async throws {
        let digits = "00123456789012345678"
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar_mcp.db")
            try await store.setSetting("soar_api_token", to: digits, by: nil)
            try store.close()
            let stored = try await SQLiteStore(path: folder + "/soar_mcp.db").setting("soar_api_token")
            let token = try #require(stored)
            #expect(token == digits)
            try await withSimulatedServer(configuration: { $0.token = Secret(token) }) { world in
                world.simulator.accept(tokens: [digits])
                let client = try await world.server.client(named: "alice")
                #expect(try await client.read("soar://applications").resourceText?.contains("firewall") == true)
            }
        }
    }

    @Test("8: the database holds no token in clear and is nobody else's to read")
    func defect8() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar_mcp.db"
            var setup = TestServer.Setup()
            setup.store = try SQLiteStore(path: path)
            try await withTestServer(setup) { server in
                let client = try await server.client(named: "alice")
                _ = try await client.tool("list_playbooks_quick")
                let secret = try #require(client.token)
                for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
                    let data = try Data(contentsOf: URL(filePath: folder + "/" + file))
                    #expect(data.range(of: Data(secret.utf8)) == nil)
                    let mode = try FileManager.default.attributesOfItem(atPath: folder + "/" + file)[.posixPermissions]
                    #expect(mode as? Int == 0o600, "\(file)")
                }
            }
        }
    }

    @Test("9: a token in the query is in no log line and in no redirect")
    func defect9() async throws {
        var log = InMemoryLogHandler()
        log.logLevel = .trace
        let handler = log
        var setup = TestServer.Setup()
        setup.logger = Logger(label: "test") { _ in handler }
        setup.logger.logLevel = .trace
        try await withTestServer(setup) { server in
            let secret = try await server.issue("alice").secret.exposed
            for target in ["/mcp?token=\(secret)", "/mcp/?token=\(secret)"] {
                let answer = try await server.client().send(server.client().request("tools/list").with(target: target))
                #expect(answer.status == 200)
                #expect(answer["Location"] == nil)
            }
            #expect(!handler.entries.contains { "\($0.message) \($0.metadata)".contains(secret) })
        }
    }

    @Test("10: an execution that has failed is not reported as still running")
    func defect10() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let started = try await client.tool("execute_playbook", run(.isolateHost, ["host": "h"]))
            world.clock.advance(by: 60)
            let activity = try #require(started.structured?["activity_id"])
            let stands = try await client.tool(Self.status, ["activity_id": activity]).structured
            #expect(stands?["status"] == "FAIL")
            #expect(stands?["isFinal"] == true)
            #expect(stands?["message"]?.stringValue?.contains("失败") == true)
            #expect(stands?["message"]?.stringValue?.contains("进行中") == false)
        }
    }

    @Test("11: a parameter that is optional on the platform is told as optional, and may be left out")
    func defect11() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let id = JSONValue.integer(PlaybookID.investigateHost.rawValue)
            let taken = try await client.tool("query_playbook_execution_params", ["playbook_id": id]).structured
            let required = try #require(taken?["requiredParams"]?.arrayValue).map { $0["required"] }
            #expect(required == [true, true, false, false, false, false, false])
            let run = run(.investigateHost, ["host": "h", "severity": "low"])
            #expect(try await client.tool("execute_playbook", run).isToolError == false)
        }
    }

    @Test("12: nested values reach the platform as JSON")
    func defect12() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let values: JSONValue = ["host": "h", "severity": "low", "filter": ["on": true, "none": nil, "a": ["b"]]]
            #expect(try await client.tool("execute_playbook", run(.investigateHost, values)).isToolError == false)
            let sent = world.simulator.calls.requests(to: .execution).last?.body?["params"]?[2]?["value"]?.stringValue
            #expect(sent == #"{"on":true,"none":null,"a":["b"]}"#)
        }
    }

    @Test("13: a second synchronisation takes times with a Z, and a changed playbook is taken over")
    func defect13() async throws {
        try await withSimulatedServer { world in
            world.simulator.faults.add(.isoTimes)
            let clock = world.clock
            let sync = CatalogSync(platform: world.server.setup.platform, catalog: world.server.store) { clock.now }
            #expect(try await sync.sync().failures.isEmpty)
            var changed = try #require(world.simulator.playbooks[.dailyInspection])
            changed.playbook.displayName = "Renamed"
            changed.playbook.updatedAt = Date(timeIntervalSince1970: 1_700_000_000)
            world.simulator.playbooks[.dailyInspection] = changed
            let report = try await sync.sync()
            #expect(report.failures.isEmpty)
            #expect(report.change.updated == 1)
            let entry = try await world.server.store.playbook(.dailyInspection, tenant: .default)
            #expect(entry?.playbook.displayName == "Renamed")
            #expect(entry?.playbook.updatedAt == changed.playbook.updatedAt)
        }
    }

    @Test("15: foreign names and foreign pages are refused, and answers say how they are to be treated")
    func defect15() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            let request = client.request("tools/list")
            #expect(try await client.send(request.with("Host", "evil.example")).status == 403)
            #expect(try await client.send(request.with("Origin", "http://evil.example")).status == 403)
            let answer = try await client.send(request)
            #expect(answer["X-Content-Type-Options"] == "nosniff")
            #expect(answer["Cache-Control"] == "no-store")
        }
    }

    @Test("16: there is a health endpoint, open to everybody")
    func defect16() async throws {
        try await withTestServer { server in
            for target in ["/health", "/ready"] {
                let answer = try await server.client().send(TestRequest().with(method: "GET", target: target))
                #expect(answer.status == 200)
                #expect(answer.json?["status"]?.stringValue?.isEmpty == false)
            }
        }
    }
}
