//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@testable import SOARAuth

@Suite("Remote key sets", .timeLimit(.minutes(1)))
struct RemoteKeySetTests {
    private typealias Reply = ScriptedServer.Reply
    private let clock = TestClock()

    private func keySet(
        _ port: Int, _ configuration: RemoteKeySet.Configuration = RemoteKeySet.Configuration()
    ) throws -> RemoteKeySet {
        try RemoteKeySet(url: "http://127.0.0.1:\(port)/keys", configuration: configuration) { [clock] in clock.now }
    }

    /// The names that a call gets; nil where the keys can't be known.
    private func names(_ keys: RemoteKeySet, for keyID: String?) async -> [String]? {
        try? await keys.keys(for: keyID).keys.compactMap(\.id)
    }

    @Test("are read once for a hundred cold calls")
    func cold() async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["a"]), pause: .milliseconds(100)) }) {
            server, port in
            let keys = try keySet(port)
            let answers = await atOnce(100) { _ in await names(keys, for: "a") }
            #expect(answers.count == 100 && answers.allSatisfy { $0 == ["a"] })
            #expect(server.requests.count == 1)
            #expect(keys.status.keyCount == 1 && keys.status.lastSuccess == clock.now)
        }
    }

    @Test("are asked about once a cool-down for five hundred made-up keys")
    func unknownKeys() async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["a"])) }) { server, port in
            let keys = try keySet(port)
            #expect(await names(keys, for: "a") == ["a"])
            for round in 1...3 {
                let answers = await atOnce(500) { await names(keys, for: "made-up-\(round)-\($0)") }
                #expect(answers.allSatisfy { $0 == ["a"] })
                #expect(server.requests.count == 1 + round)
                // Whether a further one is there by now can't be known before the next fetch.
                for index in 0..<20 { #expect(await names(keys, for: "later-\(round)-\(index)") == nil) }
                #expect(server.requests.count == 1 + round)
                clock.advance(by: 5)
            }
        }
    }

    @Test("know a key after a rotation, for the very call that brings it")
    func rotation() async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["old"])) }) { server, port in
            let keys = try keySet(port)
            #expect(await names(keys, for: "old") == ["old"])
            server.answer(Reply(body: keyDocument(["new"]), pause: .milliseconds(50)))
            let answers = await atOnce(20) { _ in await names(keys, for: "new") }
            #expect(answers.allSatisfy { $0 == ["new"] })
            #expect(server.requests.count == 2)
        }
    }

    @Test("keep a new key's tokens waiting, and refuse none, after somebody made a name up")
    func madeUpBeforeRotation() async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["old"])) }) { server, port in
            let keys = try keySet(port)
            #expect(await names(keys, for: "old") == ["old"])
            #expect(await names(keys, for: "made-up") == ["old"])
            server.answer(Reply(body: keyDocument(["new"])))
            clock.advance(by: 1.5)
            let early = await #expect(throws: KeySourceError.self) { try await keys.keys(for: "new") }
            #expect(early?.retryAfter == 4)
            #expect(server.requests.count == 2)
            #expect(await names(keys, for: "old") == ["old"])
            clock.advance(by: 3.5)
            #expect(await names(keys, for: "new") == ["new"])
            #expect(keys.status.failuresInARow == 0)
        }
    }

    @Test("without names are known during an outage, whatever a token calls its key")
    func namelessOutage() async throws {
        let nameless = keyDocument(["a"]).replacing("\"kid\":\"a\",", with: "").replacing(",\"kid\":\"a\"", with: "")
        try await ScriptedServer.run({ _ in Reply(body: nameless) }) { server, port in
            let keys = try keySet(port)
            #expect(try await keys.keys(for: "x").keys.map(\.id) == [nil])
            server.answer(Reply(status: "503 Down"))
            clock.advance(by: 3600)
            for name in ["x", "y", nil] { #expect(try await keys.keys(for: name).keys.count == 1) }
            #expect(keys.status.failuresInARow == 1)
        }
    }

    @Test("are asked for anew for tokens that name none, once a cool-down")
    func newer() async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["old"])) }) { server, port in
            let keys = try keySet(port)
            #expect(await names(keys, for: nil) == ["old"])
            server.answer(Reply(body: keyDocument(["new"])))
            #expect(try await keys.newerKeys()?.keys.map(\.id) == ["new"])
            let early = await #expect(throws: KeySourceError.self) { try await keys.newerKeys() }
            #expect(early?.retryAfter == 5)
            #expect(server.requests.count == 2)
            clock.advance(by: 5)
            server.answer(Reply(status: "500 Oops"))
            let down = await #expect(throws: KeySourceError.self) { try await keys.newerKeys() }
            #expect(down?.retryAfter == nil)
            #expect(await names(keys, for: nil) == ["new"])
        }
    }

    @Test("that say no algorithm are for the one that is configured")
    func configuredAlgorithm() async throws {
        let key = try TestIssuer.standard.get().key(.rs256).jwk
        let document: JSONValue = ["keys": [.object(key)]]
        let text = document.text().replacing("\"alg\":\"RS256\",", with: "").replacing(",\"alg\":\"RS256\"", with: "")
        try await ScriptedServer.run({ _ in Reply(body: text) }) { _, port in
            var configuration = RemoteKeySet.Configuration()
            configuration.algorithm = .ps256
            let keys = try keySet(port, configuration)
            #expect(try await keys.keys(for: nil).keys.map(\.algorithm) == [.ps256])
        }
    }

    @Test("stay as they are whatever comes instead", arguments: BadAnswer.all)
    func badAnswers(_ bad: BadAnswer) async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["a"])) }) { server, port in
            let keys = try keySet(port)
            #expect(await names(keys, for: "a") == ["a"])
            server.answer(bad.reply)
            clock.advance(by: 601)
            #expect(await names(keys, for: "a") == ["a"])
            #expect(server.requests.count == 2)
            #expect(keys.status.failuresInARow == 1)
            #expect(keys.status.lastFailure?.reason.contains(bad.reason) == true)
            // Whether another key exists by now can't be known.
            #expect(await names(keys, for: "b") == nil)
        }
    }

    struct BadAnswer: Sendable, CustomTestStringConvertible {
        let reply: ScriptedServer.Reply
        let reason: String
        var testDescription: String { reason }

        static let all = [
            BadAnswer(reply: .init(body: "<html>"), reason: "no JSON"),
            BadAnswer(reply: .init(body: "{}"), reason: "no array 'keys'"),
            BadAnswer(reply: .init(body: keyDocument([])), reason: "there is no key that can be used"),
            BadAnswer(reply: .init(body: keyDocument([], others: ["x"])), reason: "'kty'"),
            BadAnswer(reply: .init(body: keyDocument((0..<10_000).map { "\($0)" })), reason: "too long"),
            BadAnswer(
                reply: .init(body: keyDocument([], others: (0..<501).map { "\($0)" })), reason: "more than 500 keys"),
            BadAnswer(reply: .init(body: String(repeating: " ", count: 2 << 20)), reason: "too long"),
            BadAnswer(reply: .init(status: "500 Oops", body: keyDocument(["b"])), reason: "HTTP status 500"),
            BadAnswer(
                reply: .init(status: "302 Found", headers: ["Location: /elsewhere"]), reason: "HTTP status 302"),
            BadAnswer(
                reply: .init(headers: ["Content-Encoding: br"], body: keyDocument(["b"])), reason: "content encoding"),
        ]
    }

    @Test("skip an odd key, report it and keep the rest")
    func skipped() async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["a"], others: ["odd"])) }) { _, port in
            let keys = try keySet(port)
            #expect(await names(keys, for: "a") == ["a"])
            #expect(keys.status.skipped.map(\.keyID) == ["odd"])
        }
    }

    @Test("refuse cold calls while the server is down, without asking it each time")
    func coldAndDown() async throws {
        try await ScriptedServer.run({ _ in Reply(status: "503 Down") }) { server, port in
            let keys = try keySet(port)
            let answers = await atOnce(50) { _ in await names(keys, for: "a") }
            #expect(answers.allSatisfy { $0 == nil })
            #expect(server.requests.count == 1)
            clock.advance(by: 1.5)
            #expect(await names(keys, for: "a") == nil)
            #expect(server.requests.count == 2)
            // The second pause is twice as long.
            clock.advance(by: 1.5)
            #expect(await names(keys, for: "a") == nil)
            #expect(server.requests.count == 2)
            server.answer(Reply(body: keyDocument(["a"])))
            clock.advance(by: 1)
            #expect(await names(keys, for: "a") == ["a"])
            #expect(keys.status.failuresInARow == 0)
        }
    }

    @Test("are asked for again after a clock that was ahead, whatever failed under it", arguments: [true, false])
    func clockWasAhead(_ isRunning: Bool) async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["a"])) }) { server, port in
            let keys = try keySet(port)
            #expect(await names(keys, for: "a") == ["a"])
            server.answer(Reply(status: "503 Down"))
            clock.advance(by: 400 * 86_400)
            #expect(await names(keys, for: "a") == nil)
            clock.advance(by: -400 * 86_400 + 601)
            server.answer(Reply(body: keyDocument(["b"])))
            if isRunning {
                try await withThrowingTaskGroup { group in
                    group.addTask { try await keys.run() }
                    // Ends with the suite's time limit where they are never asked for.
                    while keys.status.failuresInARow > 0 { try await Task.sleep(for: .milliseconds(5)) }
                    group.cancelAll()
                }
            } else {
                #expect(await names(keys, for: "b") == ["b"])
            }
            #expect(keys.status.failuresInARow == 0)
            #expect(try #require(keys.status.nextFetch) < clock.now + 86_400)
        }
    }

    @Test("are believed for a stated time while the server is down, and no longer")
    func outage() async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["a"])) }) { server, port in
            let keys = try keySet(port)
            #expect(await names(keys, for: "a") == ["a"])
            server.answer(Reply(status: "500 Oops"))
            clock.advance(by: 24 * 3600 - 1)
            #expect(await names(keys, for: "a") == ["a"])
            clock.advance(by: 2)
            #expect(await names(keys, for: "a") == nil)
            #expect(keys.status.keyCount == 0)
            clock.advance(by: 60)
            server.answer(Reply(body: keyDocument(["a"])))
            #expect(await names(keys, for: "a") == ["a"])
        }
    }

    @Test(
        "stay fresh as long as the server says, within bounds",
        arguments: [("max-age=300", 300.0), ("max-age=1", 60), ("no-store", 60), ("max-age=9999999", 86400), ("", 600)])
    func lifetime(header: String, seconds: Double) async throws {
        var configuration = RemoteKeySet.Configuration()
        configuration.maximumOutage = .seconds(7 * 86400)
        let headers = header.isEmpty ? [] : ["Cache-Control: \(header)"]
        try await ScriptedServer.run({ _ in Reply(headers: headers, body: keyDocument(["a"])) }) {
            [configuration] server, port in
            let keys = try keySet(port, configuration)
            _ = await names(keys, for: "a")
            clock.advance(by: seconds - 1)
            _ = await names(keys, for: "a")
            #expect(server.requests.count == 1)
            clock.advance(by: 2)
            _ = await names(keys, for: "a")
            #expect(server.requests.count == 2)
        }
    }

    @Test("answer at once from memory while the server hangs; whoever needs more waits for a stated time")
    func hanging() async throws {
        var configuration = RemoteKeySet.Configuration()
        configuration.maximumWait = .milliseconds(200)
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["a"])) }) { [configuration] server, port in
            let keys = try keySet(port, configuration)
            #expect(await names(keys, for: "a") == ["a"])
            server.answer(.hang())
            try await withThrowingTaskGroup { group in
                group.addTask { _ = await names(keys, for: "new") }
                let isAsked = try await server.hasReceived(2)
                #expect(isAsked)
                let start = ContinuousClock.now
                for _ in 0..<100 { #expect(await names(keys, for: "a") == ["a"]) }
                #expect(start.duration(to: .now) < .milliseconds(250))
                #expect(await names(keys, for: "other") == nil)
                #expect(start.duration(to: .now) < .seconds(3))
                group.cancelAll()
            }
            #expect(server.requests.count == 2)
        }
    }

    @Test("come to those who wait although the call that fetched them is cancelled")
    func cancellation() async throws {
        try await ScriptedServer.run({ _ in .hang() }) { server, port in
            let keys = try keySet(port)
            let answers = try await withThrowingTaskGroup(of: [String]?.self) { waiting in
                try await withThrowingTaskGroup { first in
                    first.addTask { _ = await names(keys, for: "a") }
                    let isAsked = try await server.hasReceived(1)
                    #expect(isAsked)
                    for _ in 0..<20 { waiting.addTask { await names(keys, for: "a") } }
                    try await Task.sleep(for: .milliseconds(100))
                    #expect(server.requests.count == 1)
                    server.answer(Reply(body: keyDocument(["a"])))
                    first.cancelAll()
                }
                return try await waiting.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count == 20 && answers.allSatisfy { $0 == ["a"] })
            #expect(server.requests.count == 2)
            // The cancelled call is nobody's failure.
            #expect(keys.status.lastFailure == nil)
        }
    }

    @Test("are fetched in the background before anybody asks, and again before they expire")
    func background() async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["a"])) }) { server, port in
            let keys = try RemoteKeySet(url: "http://127.0.0.1:\(port)/keys") { [clock] in clock.now }
            try await withThrowingTaskGroup { group in
                group.addTask { try await keys.run() }
                while keys.status.keyCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
                #expect(server.requests.count == 1)
                #expect(keys.status.nextFetch == clock.now + 480)
                server.answer(.hang())
                clock.advance(by: 700)
                // Stale, but known: the background is who waits for the server.
                let start = ContinuousClock.now
                #expect(await names(keys, for: "a") == ["a"])
                #expect(start.duration(to: .now) < .milliseconds(250))
                group.cancelAll()
            }
        }
    }
}
