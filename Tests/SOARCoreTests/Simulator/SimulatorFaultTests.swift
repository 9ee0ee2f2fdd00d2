//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import OctoMationSimulator
import SOARCore
import Testing

@Suite struct SimulatorFaultTests {
    private static let parameters = "/api/playbook/param?playbookId=1907203516548373"

    private func withFault(
        _ faults: SimulatorFault..., body: (SimulatorClient.Answer) throws -> Void
    ) async throws {
        try await withSimulatorClient { simulator, client, _ in
            for fault in faults { simulator.faults.add(fault) }
            try body(try await client.call(.post, Self.parameters))
        }
    }

    @Test("a status comes with a page that is no envelope", arguments: [401, 403, 500, 502, 503])
    func answersWithStatus(status: Int) async throws {
        try await withFault(.httpStatus(status)) { answer throws in
            #expect(answer.status == status)
            #expect(answer.fields[.contentType] == "text/html")
            #expect(throws: JSONParseError.self) { try answer.json }
        }
    }

    @Test("a redirect names the place")
    func redirects() async throws {
        try await withFault(.redirect(to: "https://elsewhere.example/login")) { answer throws in
            #expect(answer.status == 302)
            #expect(answer.fields[.location] == "https://elsewhere.example/login")
        }
    }

    @Test(
        "a business code comes under HTTP 200",
        arguments: [
            (.businessCode(401, message: "no"), 401), (.innerError, 500), (.notPermitted, 500_006),
            (.noApprover, 503_518), (.licenceUsedUp, 510_025),
        ] as [(SimulatorFault, Int64)])
    func answersWithBusinessCode(fault: SimulatorFault, code: Int64) async throws {
        try await withFault(fault) { answer throws in
            #expect(answer.status == 200)
            #expect(try answer.json["code"] == .integer(code))
            #expect(try answer.json["result"]?.isNull == true)
        }
    }

    @Test("the error's text can be in the other member")
    func usesTheOtherTextMember() async throws {
        try await withFault(.innerError, .messageKey) { answer throws in
            #expect(try answer.json["msg"] == nil)
            #expect(try answer.json["message"] == "服务器内部错误")
        }
    }

    @Test("a result can be null under code 200")
    func answersWithNullResult() async throws {
        try await withFault(.nullResult) { answer throws in
            #expect(try answer.json == ["code": 200, "result": nil])
        }
    }

    @Test("a body can be no JSON, or no body")
    func answersWithoutJSON() async throws {
        try await withFault(.invalidJSON) { answer throws in
            #expect(answer.status == 200)
            #expect(throws: JSONParseError.self) { try answer.json }
        }
        try await withFault(.emptyBody) { answer throws in
            #expect(answer.status == 200)
            #expect(answer.body.isEmpty)
        }
    }

    @Test("a truncated body ends with its connection")
    func truncates() async throws {
        try await withSimulatorClient { simulator, client, _ async throws in
            simulator.faults.add(.truncated, times: 1)
            let error = await #expect(throws: HTTPFetchError.self) { try await client.call(.post, Self.parameters) }
            #expect(error?.code == .unreachable)
            #expect(try await client.call(.post, Self.parameters).status == 200)
        }
    }

    @Test("an oversize body is valid, long, and of unsaid length")
    func answersOversize() async throws {
        try await withFault(.oversize(bytes: 3_000_000)) { answer throws in
            #expect(answer.body.count >= 3_000_000)
            #expect(answer.fields[.contentLength] == nil)
            #expect(try answer.json["code"] == 200)
            #expect(try answer.json["result"]?[0]?["cefColumn"] == "src")
        }
    }

    @Test("an answer can come late, or slowly")
    func answersLateOrSlowly() async throws {
        try await withSimulatorClient { simulator, client, _ in
            var limits = HTTPFetchLimits()
            limits.timeout = .milliseconds(300)
            for fault in [SimulatorFault.latency(.seconds(20)), .slowBody(chunkBytes: 16, pause: .seconds(5))] {
                simulator.faults.add(fault, times: 1)
                let error = await #expect(throws: HTTPFetchError.self) {
                    try await client.call(.post, Self.parameters, limits: limits)
                }
                #expect(error?.code == .timedOut)
            }
            simulator.faults.add(.slowBody(chunkBytes: 400, pause: .milliseconds(20)), times: 1)
            let started = ContinuousClock.now
            let answer = try await client.call(.post, Self.parameters)
            #expect(try answer.json["code"] == 200)
            #expect(ContinuousClock.now - started >= .milliseconds(20))
        }
    }

    @Test("times can be ISO 8601 with a Z or milliseconds")
    func writesOtherTimes() async throws {
        try await withFault(.isoTimes) { answer throws in
            #expect(try answer.json["result"]?[0]?["createTime"] == "2021-01-27T07:48:53.000Z")
        }
        try await withFault(.epochTimes) { answer throws in
            #expect(try answer.json["result"]?[0]?["createTime"] == 1_611_733_733_000)
        }
    }

    @Test("a result that is too large lies in a file")
    func keepsDataInFile() async throws {
        try await withSimulatorClient { simulator, client, clock in
            simulator.faults.add(.fileData, on: .result)
            let activity = try await client.start(.blockAddress)
            clock.advance(by: 2)
            let result = try await client.executionResult(of: activity)
            let asset = result["nodeResults"]?[0]?["assetResultModels"]?[0]
            #expect(asset?["fileData"] == true)
            #expect(asset?["detailModels"] == [])
        }
    }

    @Test("a fault is for an endpoint, a playbook and a number of calls")
    func boundsFaults() async throws {
        try await withSimulatorClient { simulator, client, _ async throws in
            func codes(_ id: PlaybookID, _ count: Int) async throws -> [JSONValue?] {
                var codes: [JSONValue?] = []
                for _ in 0..<count {
                    codes.append(try await client.call(.post, "/api/playbook/param?playbookId=\(id)").json["code"])
                }
                return codes
            }
            simulator.faults.add(.innerError, on: .parameters, playbook: .blockAddress, times: 2)
            #expect(try await codes(.dailyInspection, 1) == [200])
            #expect(try await client.result(.post, "/api/apps", [:]) != nil)
            #expect(try await codes(.blockAddress, 3) == [500, 500, 200])
            simulator.faults.add(.innerError, on: .execution)
            #expect(try await codes(.blockAddress, 1) == [200])
            #expect(try await client.execute(.blockAddress)["code"] == 500)
            #expect(try await client.execute(.blockAddress)["code"] == 500)
            simulator.faults.clear()
            #expect(try await client.execute(.blockAddress)["code"] == 200)
        }
    }
}
