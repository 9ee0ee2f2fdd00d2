//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import OctoMationSimulator
import SOARCore
import Testing

@Suite struct SimulatorLifecycleTests {
    @Test(
        "a run is new, then running, then what was ordered, and stays so",
        arguments: [
            (.succeeds, "SUCCESS"), (.succeedsAfterRetry, "SUCCESS_RE"), (.fails, "FAIL"),
            (.failsPartly, "FAIL_PARTLY"),
            (.stops, "STOP"), (.finishes, "FINISH"), (.finishesWithoutPost, "NO_POST"),
            (.waitsForTask, "WAITING_VIRTUAL"), (.keepsRunning, "RUNNING"),
            (.reaches(.waitingForCollection), "WAITING_COLLECT"),
        ] as [(SimulatedOutcome, String)])
    func goesThroughItsLife(
        outcome: SimulatedOutcome, status: String
    ) async throws {
        try await withSimulatorClient { simulator, client, clock in
            simulator.executions.setNextOutcome(outcome)
            let activity = try await client.start(.blockAddress)
            #expect(try await client.status(of: activity) == "NEW")
            clock.advance(by: 0.25)
            #expect(try await client.status(of: activity) == "RUNNING")
            clock.advance(by: 0.7)
            #expect(try await client.status(of: activity) == "RUNNING")
            clock.advance(by: 0.1)
            #expect(try await client.status(of: activity) == status)
            clock.advance(by: 86_400)
            #expect(try await client.status(of: activity) == status)
        }
    }

    @Test(
        "each playbook of the seed ends as it is described",
        arguments: [
            (.blockAddress, ["src": "1.1.1.1"], "SUCCESS"), (.checkReputation, ["ip": "1.1.1.1"], "SUCCESS"),
            (.isolateHost, ["host": "a"], "FAIL"), (.blockEverywhere, ["src": "1.1.1.1"], "FAIL_PARTLY"),
            (.disableAccount, ["username": "a"], "WAITING_APPROVE"), (.collectEvidence, [:], "WAITING_VIRTUAL"),
        ] as [(PlaybookID, [String: String], String)])
    func endsAsDescribed(
        playbook: PlaybookID, parameters: [String: String], status: String
    ) async throws {
        try await withSimulatorClient { _, client, clock in
            let activity = try await client.start(playbook, parameters)
            clock.advance(by: 1.5)
            #expect(try await client.status(of: activity) == status)
        }
    }

    @Test("an approval by hand lets the run go on")
    func goesOnWhenApproved() async throws {
        try await withSimulatorClient {
            $0.durations.approval = nil
        } _: { simulator, client, clock in
            let activity = try await client.start(.disableAccount, ["username": "eve"])
            clock.advance(by: 3600)
            #expect(try await client.status(of: activity) == "WAITING_APPROVE")
            #expect(simulator.executions.approve(activity))
            #expect(try await client.status(of: activity) == "APPROVE_DONE")
            #expect(!simulator.executions.reject(activity))
            clock.advance(by: 0.3)
            #expect(try await client.status(of: activity) == "SUCCESS")
            #expect(simulator.executions.status(of: activity) == .success)
            let nodes = try await client.executionResult(of: activity)["nodeResults"]?.arrayValue ?? []
            #expect(nodes.map { $0["nodeResultModel"]?["nodeType"] } == ["APPROVE", "ACTION"])
        }
    }

    @Test("an approval comes by itself after the configured time")
    func approvesByItself() async throws {
        try await withSimulatorClient {
            $0.durations.approval = .seconds(10)
        } _: { _, client, clock in
            let activity = try await client.start(.disableAccount, ["username": "eve"])
            clock.advance(by: 10.9)
            #expect(try await client.status(of: activity) == "WAITING_APPROVE")
            clock.advance(by: 0.2)
            #expect(try await client.status(of: activity) == "APPROVE_DONE")
            clock.advance(by: 0.2)
            #expect(try await client.status(of: activity) == "SUCCESS")
        }
    }

    @Test("an approval that comes early counts once the run asks for it")
    func takesEarlyApprovals() async throws {
        try await withSimulatorClient { simulator, client, clock in
            let activity = try await client.start(.disableAccount, ["username": "eve"])
            #expect(simulator.executions.approve(activity))
            #expect(try await client.status(of: activity) == "NEW")
            clock.advance(by: 1.1)
            #expect(try await client.status(of: activity) == "APPROVE_DONE")
            clock.advance(by: 0.2)
            #expect(try await client.status(of: activity) == "SUCCESS")
        }
    }

    @Test("a rejected run fails with the code for it")
    func failsWhenRejected() async throws {
        try await withSimulatorClient { simulator, client, clock in
            let activity = try await client.start(.disableAccount, ["username": "eve"])
            clock.advance(by: 2)
            #expect(simulator.executions.reject(activity))
            #expect(try await client.status(of: activity) == "FAIL")
            let result = try await client.executionResult(of: activity)
            #expect(result["activity"]?["code"] == 501)
            #expect(result["nodeResults"]?.arrayValue?.count == 1)
            #expect(result["nodeResults"]?[0]?["nodeResultModel"]?["code"] == 501)
        }
    }

    @Test("there is nothing to approve where nothing waits for it")
    func decidesOnlyWhatWaits() async throws {
        try await withSimulatorClient { simulator, client, _ in
            let activity = try await client.start(.blockAddress)
            #expect(!simulator.executions.approve(activity))
            #expect(!simulator.executions.approve(try #require(ActivityID("nobody"))))
        }
    }

    @Test("an ordered outcome is for the next run only, and a playbook can take its own time")
    func takesOrdersForOneRun() async throws {
        try await withSimulatorClient { simulator, client, clock in
            simulator.executions.setNextOutcome(.fails)
            simulator.playbooks[.blockAddress]?.runningTime = .seconds(60)
            let first = try await client.start(.blockAddress)
            let second = try await client.start(.blockAddress)
            clock.advance(by: 59)
            #expect(try await client.status(of: first) == "RUNNING")
            clock.advance(by: 2)
            #expect(try await client.status(of: first) == "FAIL")
            #expect(try await client.status(of: second) == "SUCCESS")
        }
    }
}
