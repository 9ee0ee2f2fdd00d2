//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("When the OctoMation client tries again")
struct OctoMationRetryTests {
    private let started = CannedHTTP.Answer.json(#"{"code":200,"result":"activity-1"}"#)
    private let order = ExecutionRequest(playbook: PlaybookID(rawValue: 1))

    @Test(
        "tries a look-up twice more on a fault that may pass",
        arguments: [CannedHTTP.Answer.fault(.unreachable), .status(500, ""), .status(503, "<html>")])
    func retriesLookUp(fault: CannedHTTP.Answer) async throws {
        let http = CannedHTTP(fault, fault, .json(#"{"code":200,"result":[]}"#))
        let waits = Waits()
        _ = try await client(http, waits: waits).playbooks()
        #expect(http.exchanges.count == 3)
        #expect(waits.all == [.milliseconds(250), .seconds(1)])
    }

    @Test("gives a look-up up after the third try, however many waits are configured")
    func givesUp() async throws {
        let http = CannedHTTP(.fault(.unreachable))
        let client = try client(http) { $0.retryDelays = Array(repeating: .seconds(1), count: 9) }
        let error = try await platformError { _ = try await client.playbooks() }
        #expect(error?.code == .unreachable)
        #expect(http.exchanges.count == 3)
    }

    @Test(
        "does not try a look-up again where that can't help",
        arguments: [
            CannedHTTP.Answer.json(#"{"code":500,"msg":"no"}"#), .status(404, ""), .status(302, ""), .status(401, ""),
            .fault(.timedOut), .fault(.tooLarge), .fault(.untrusted), .json("not JSON"),
        ])
    func keepsToOneTry(fault: CannedHTTP.Answer) async throws {
        let http = CannedHTTP(fault)
        let client = try client(http)
        let error = try await platformError { _ = try await client.playbooks() }
        #expect(error != nil)
        #expect(http.exchanges.count == 1)
    }

    @Test(
        "never starts a playbook twice, and says that it may be running",
        arguments: [
            CannedHTTP.Answer.fault(.unreachable), .fault(.timedOut), .fault(.tooLarge), .status(500, ""),
            .status(503, ""), .json(#"{"code":500,"msg":"unknown outcome"}"#), .json(""), .json(#"{"code":200}"#),
            .json(#"{"code":200,"result":"../x"}"#),
        ])
    func neverStartsTwice(fault: CannedHTTP.Answer) async throws {
        let http = CannedHTTP(fault, started)
        let waits = Waits()
        let client = try client(http, waits: waits)
        let error = try await platformError { _ = try await client.execute(order) }
        #expect(error?.message.contains("may have been started") == true)
        #expect(http.exchanges.count == 1)
        #expect(waits.all.isEmpty)
    }

    @Test(
        "does not say that a refused order may be running",
        arguments: [
            CannedHTTP.Answer.json(#"{"code":503401,"msg":"missing"}"#), .status(401, ""), .status(302, ""),
            .fault(.untrusted),
        ])
    func refusalIsCertain(fault: CannedHTTP.Answer) async throws {
        let http = CannedHTTP(fault, started)
        let client = try client(http)
        let error = try await platformError { _ = try await client.execute(order) }
        #expect(error?.message.contains("may have been started") == false)
        #expect(http.exchanges.count == 1)
    }

    @Test("starts at the other path where there is nothing at the first one")
    func fallsBack() async throws {
        for (path, expected) in [
            (OctoMationClient.ExecutionPath.documented, ["/odp/core/v1/api/event/execution", "/api/event/execution"]),
            (.predecessor, ["/api/event/execution", "/odp/core/v1/api/event/execution"]),
        ] {
            let http = CannedHTTP(.status(404, ""), started)
            let activity = try await client(http) { $0.executionPath = path }.execute(order)
            #expect(activity.description == "activity-1")
            #expect(http.exchanges.map(\.path) == expected)
        }
    }

    @Test("gives up where there is nothing at either path")
    func fallsBackOnce() async throws {
        let http = CannedHTTP(.status(404, ""))
        let client = try client(http)
        let error = try await platformError { _ = try await client.execute(order) }
        #expect(error?.code == .http)
        #expect(http.exchanges.count == 2)
    }

    @Test("does not take the platform's code 404 for a missing path")
    func forbiddenIsNoFallback() async throws {
        let http = CannedHTTP(.json(#"{"code":404,"msg":"forbidden"}"#), started)
        let client = try client(http)
        let error = try await platformError { _ = try await client.execute(order) }
        #expect(error == PlatformError(.business, "", platformCode: 404))
        #expect(http.exchanges.count == 1)
    }
}
