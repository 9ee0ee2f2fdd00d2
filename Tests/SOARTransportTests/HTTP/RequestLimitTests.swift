//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("Limits on requests, over HTTP", .timeLimit(.minutes(2)))
struct RequestLimitTests {
    private func setup(_ change: (inout LimitedAuthProvider.Configuration) -> Void) -> TestServer.Setup {
        var setup = TestServer.Setup()
        var limits = LimitedAuthProvider.Configuration()
        change(&limits)
        setup.requestLimits = limits
        return setup
    }

    @Test("one too many is answered 429 with Retry-After, and says so in words", arguments: [true, false])
    func tooMany(_ isPerToken: Bool) async throws {
        let setup = setup { if isPerToken { $0.requestsPerToken = 2 } else { $0.requestsPerAddress = 2 } }
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            for _ in 0..<2 { #expect(try await client.call("ping").status != 429) }
            let answer = try await client.call("ping")
            #expect(answer.status == 429)
            #expect(answer["Retry-After"] == "30")
            #expect(answer["WWW-Authenticate"] == nil)
            #expect(answer.json?["error"] == "too_many_requests")
            #expect(answer.json?["message"]?.stringValue?.contains("30 s") == true)
            if isPerToken {
                let other = try await server.client(named: "bob")
                #expect(try await other.call("ping").status != 429)
            }
        }
    }

    @Test("64 clients at once get exactly as many as are allowed", arguments: [true, false])
    func atOnce(_ isPerToken: Bool) async throws {
        var setup = setup { if isPerToken { $0.requestsPerToken = 100 } else { $0.requestsPerAddress = 100 } }
        // No time passes, so nothing is filled again.
        let start = ContinuousClock.now
        setup.limitTime = { start }
        try await withTestServer(setup) { server in
            let clients = [try await server.client(named: "alice"), try await server.client(named: "bob")]
            let answered = try await withThrowingTaskGroup(of: (Int, Int).self) { tasks in
                for number in 0..<64 {
                    tasks.addTask {
                        var served = 0
                        for _ in 0..<6 {
                            let status = try await clients[number % 2].call("tools/list").status
                            #expect(status == 200 || status == 429)
                            if status == 200 { served += 1 }
                        }
                        return (number % 2, served)
                    }
                }
                return try await tasks.reduce(into: [0, 0]) { $0[$1.0] += $1.1 }
            }
            if isPerToken { #expect(answered == [100, 100]) } else { #expect(answered[0] + answered[1] == 100) }
        }
    }

    @Test("bad tokens beyond the limit are answered 429, whatever their headers say; good clients go on")
    func brake() async throws {
        try await withTestServer(setup { $0.failuresPerAddress = 20 }) { server in
            let good = try await server.client(named: "alice")
            #expect(try await good.call("tools/list").status == 200)
            var statuses: [Int: Int] = [:]
            for number in 0..<200 {
                let bad = server.client(APITokenSecret().exposed)
                let request = bad.request("tools/list").with("X-Forwarded-For", "203.0.113.\(number)")
                statuses[try await bad.send(request).status, default: 0] += 1
            }
            let refused = try #require(statuses[401])
            #expect((20...40).contains(refused) && statuses[429] == 200 - refused, "\(statuses)")
            #expect(try await good.call("tools/list").status == 200)
            // A flood leaves a record a second, not one each.
            let records = try await server.records().filter { $0.action == "authenticate" }
            #expect(records.count { $0.error == "unknown" } == refused)
            let floods = records.filter { $0.error?.hasPrefix("too_many") == true }
            #expect((1...60).contains(floods.count) && floods.allSatisfy { $0.outcome == .denied })
        }
    }
}
