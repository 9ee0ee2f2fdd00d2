//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@testable import SOARAuth

@Suite("Asking the authorization server", .timeLimit(.minutes(1)))
struct IntrospectionTokenVerifierTests {
    private typealias Reply = ScriptedServer.Reply
    private typealias Configuration = IntrospectionTokenVerifier.Configuration
    private let clock = TestClock()

    /// What comes of one call.
    enum Outcome: Equatable, Sendable {
        case caller(AccessToken), notMine, refused(AuthenticationFailure), unavailable

        var caller: AccessToken? { if case .caller(let caller) = self { caller } else { nil } }
    }

    /// Runs something with a verifier whose server answers with a text.
    private func run(
        _ reply: Reply, _ configuration: Configuration = Configuration(),
        _ body: @escaping @Sendable (ScriptedServer, IntrospectionTokenVerifier) async throws -> Void
    ) async throws {
        try await ScriptedServer.run({ _ in reply }) { server, port in
            try await AsyncHTTPClientFetcher.withFetcher { fetcher in
                let verifier = try IntrospectionTokenVerifier(
                    url: "http://127.0.0.1:\(port)/introspect", clientID: "me:1 ä", clientSecret: Secret("p+w&=%"),
                    fetcher: fetcher, configuration: configuration
                ) { [clock] in clock.now }
                try await body(server, verifier)
            }
        }
    }

    private func ask(_ verifier: IntrospectionTokenVerifier, _ token: String = "opaque") async -> Outcome {
        do throws(AuthenticationFailure) {
            return try await verifier.verify(BearerToken(token)).map { .caller($0) } ?? .notMine
        } catch {
            switch error {
            case .unavailable(let message), .undecided(let message, _):
                #expect(!message.contains(token) && !message.contains("p+w"))
                return .unavailable
            default: return .refused(error)
            }
        }
    }

    private func outcome(_ answer: String, _ configuration: Configuration = Configuration()) async throws -> Outcome {
        try await ScriptedServer.run({ _ in Reply(body: answer) }) { _, port in
            try await AsyncHTTPClientFetcher.withFetcher { fetcher in
                let verifier = try IntrospectionTokenVerifier(
                    url: "http://127.0.0.1:\(port)/", clientID: "me", clientSecret: Secret("p+w"), fetcher: fetcher,
                    configuration: configuration
                ) { [clock] in clock.now }
                return await ask(verifier)
            }
        }
    }

    @Test("takes everything over that the answer says")
    func caller() async throws {
        var configuration = Configuration()
        configuration.issuer = "https://issuer.example"
        configuration.audiences = ["https://soar.example/mcp"]
        configuration.tenantClaim = "team"
        let expiry = Int(clock.now.timeIntervalSince1970) + 100
        let caller = try await outcome(
            """
            {"active":true,"sub":"u1","client_id":"c1","username":"Ann","scope":"playbooks:read  admin","team":"red",\
            "aud":["x","https://soar.example/mcp"],"iss":"https://issuer.example","exp":\(expiry),"nbf":1,"extra":7,"token":"opaque"}
            """, configuration
        ).caller
        #expect(caller?.subject == "u1" && caller?.client == "c1" && caller?.name == "Ann")
        #expect(caller?.issuer?.isEmpty == false)
        #expect(caller?.scopes == [.playbooksRead, .admin] && caller?.tenant == TenantID(rawValue: "red"))
        #expect(caller?.audience == ["x", "https://soar.example/mcp"])
        #expect(caller?.expiresAt == clock.now + 100)
        #expect(caller?.claims["extra"] == 7 && caller?.claims["token"] == nil)
    }

    @Test("proves itself by a header, each part form-encoded")
    func basic() async throws {
        try await run(Reply(body: "{\"active\":false}")) { server, verifier in
            #expect(await ask(verifier, "a b+c") == .refused(.unknown))
            let request = try #require(server.requests.first)
            let proof = Data("me%3A1+%C3%A4:p%2Bw%26%3D%25".utf8).base64EncodedString()
            #expect(request.contains("\r\nAuthorization: Basic \(proof)\r\n"))
            #expect(request.hasPrefix("POST /introspect HTTP/1.1\r\n"))
            #expect(request.hasSuffix("\r\n\r\ntoken=a+b%2Bc&token_type_hint=access_token"))
        }
    }

    @Test("proves itself in the form")
    func post() async throws {
        var configuration = Configuration()
        configuration.authentication = .post
        try await run(Reply(body: "{\"active\":false}"), configuration) { server, verifier in
            _ = await ask(verifier)
            let request = try #require(server.requests.first)
            #expect(!request.lowercased().contains("authorization:"))
            #expect(request.hasSuffix("&client_id=me%3A1+%C3%A4&client_secret=p%2Bw%26%3D%25"))
        }
    }

    @Test("lets no API token out, and a structured one only where that is configured")
    func shapes() async throws {
        try await run(Reply(body: "{\"active\":true,\"sub\":\"s\"}")) { server, verifier in
            #expect(await ask(verifier, APITokenSecret().exposed) == .notMine)
            #expect(await ask(verifier, APITokenSecret.marker + "broken") == .notMine)
            #expect(await ask(verifier, "a.b.c") == .notMine)
            #expect(server.requests.isEmpty)
        }
        var configuration = Configuration()
        configuration.acceptsStructuredTokens = true
        try await run(Reply(body: "{\"active\":true,\"sub\":\"s\"}"), configuration) { server, verifier in
            #expect(await ask(verifier, "a.b.c").caller?.subject == "s")
            #expect(await ask(verifier, APITokenSecret().exposed) == .notMine)
            #expect(server.requests.count == 1)
        }
    }

    @Test(
        "refuses what is not active, not now, or not for us",
        arguments: [
            ("\"active\":false,\"sub\":\"s\"", AuthenticationFailure.unknown),
            ("\"active\":true,\"sub\":\"s\",\"exp\":1790000000", .expired),
            ("\"active\":true,\"sub\":\"s\",\"nbf\":1790000061", .notYetValid),
            ("\"active\":true,\"sub\":\"s\",\"iss\":\"https://i/\",\"aud\":\"me\",\"t\":\"x\"", .wrongIssuer),
            ("\"active\":true,\"sub\":\"s\",\"aud\":\"me\",\"t\":\"x\"", .wrongIssuer),
            ("\"active\":true,\"sub\":\"s\",\"iss\":\"https://i\",\"t\":\"x\"", .wrongAudience),
            ("\"active\":true,\"sub\":\"s\",\"iss\":\"https://i\",\"aud\":[],\"t\":\"x\"", .wrongAudience),
            ("\"active\":true,\"sub\":\"s\",\"iss\":\"https://i\",\"aud\":[\"you\"],\"t\":\"x\"", .wrongAudience),
            ("\"active\":true,\"sub\":\"s\",\"iss\":\"https://i\",\"aud\":\"me\"", .unknown),
            ("\"active\":true,\"sub\":\"s\",\"token_use\":\"refresh_token\"", .wrongType),
            ("\"active\":true,\"sub\":\"s\",\"typ\":\"Refresh\"", .wrongType),
            ("\"active\":true,\"sub\":\"s\",\"typ\":\"ID\"", .wrongType),
            ("\"active\":true,\"sub\":\"s\",\"token_type\":\"refresh_token\"", .wrongType),
        ])
    func refusals(members: String, failure: AuthenticationFailure) async throws {
        var configuration = Configuration()
        configuration.issuer = "https://i"
        configuration.audiences = ["me"]
        configuration.tenantClaim = "t"
        #expect(try await outcome("{\(members)}", configuration) == .refused(failure))
    }

    @Test("accepts a start that lies ahead by less than the clocks may differ")
    func clockSkew() async throws {
        #expect(try await outcome("{\"active\":true,\"sub\":\"s\",\"nbf\":1790000060}").caller != nil)
    }

    @Test(
        "decides nothing by an answer that it can't use",
        arguments: [
            "", "<html>", "[]", "true", "{}", "{\"active\":\"true\"}", "{\"active\":1}", "{\"active\":null}",
            "{\"active\":true}", "{\"active\":true,\"active\":false}", "{\"active\":true,\"sub\":1}",
            "{\"active\":true,\"sub\":\"\"}", "{\"active\":true,\"sub\":\"s\",\"exp\":\"9\"}",
            "{\"active\":true,\"sub\":\"s\",\"exp\":1e300}", "{\"active\":true,\"sub\":\"s\",\"aud\":[1]}",
            "{\"active\":true,\"sub\":\"s\",\"aud\":{}}", "{\"active\":true,\"sub\":\"s\",\"scope\":[\"admin\"]}",
            "{\"active\":true,\"sub\":\"\(String(repeating: "s", count: 200_000))\"}",
            "{\"active\":true,\"sub\":\"s\",\"username\":\"a\\u001b[31m\"}", "{\"active\":true,\"sub\":\"a\\nb\"}",
            "{\"active\":true,\"sub\":\"s\",\"scope\":\"a\\u0000b\"}", "{\"active\":true,\"sub\":\"s\",\"exp\":-1}",
        ])
    func unusable(answer: String) async throws {
        #expect(try await outcome(answer) == .unavailable)
    }

    @Test("remembers no failure as a refusal", arguments: FailingAnswer.all)
    func failures(_ failing: FailingAnswer) async throws {
        var configuration = Configuration()
        configuration.timeout = .milliseconds(300)
        try await run(failing.reply, configuration) { server, verifier in
            #expect(await ask(verifier) == .unavailable)
            #expect(verifier.cachedCount == 0)
            server.answer(Reply(body: "{\"active\":true,\"sub\":\"s\"}"))
            #expect(await ask(verifier).caller?.subject == "s")
        }
    }

    struct FailingAnswer: Sendable, CustomTestStringConvertible {
        let reply: ScriptedServer.Reply
        let testDescription: String

        private static let active = "{\"active\":true,\"sub\":\"s\"}"
        static let all = [
            FailingAnswer(reply: .init(status: "500 Oops", body: active), testDescription: "500"),
            FailingAnswer(reply: .init(status: "401 Who", body: "{\"active\":false}"), testDescription: "401"),
            FailingAnswer(reply: .init(status: "302 Found", headers: ["Location: /x"]), testDescription: "302"),
            FailingAnswer(reply: .init(status: "429 Slow"), testDescription: "429"),
            FailingAnswer(reply: .init(body: "garbage"), testDescription: "garbage"),
            FailingAnswer(reply: .init(headers: ["Content-Encoding: gzip"], body: active), testDescription: "encoded"),
            FailingAnswer(reply: .init(body: String(repeating: " ", count: 300_000)), testDescription: "huge"),
            FailingAnswer(reply: .hang(), testDescription: "hanging"),
        ]
    }

    @Test("believes a good answer for a minute, and never longer than the token lives")
    func goodAge() async throws {
        try await run(Reply(body: "{\"active\":true,\"sub\":\"s\"}")) { server, verifier in
            for (step, requests) in [(0.0, 1), (59, 1), (2, 2)] {
                clock.advance(by: step)
                #expect(await ask(verifier).caller != nil)
                #expect(server.requests.count == requests)
            }
        }
        let expiry = Int(clock.now.timeIntervalSince1970) + 5
        try await run(Reply(body: "{\"active\":true,\"sub\":\"s\",\"exp\":\(expiry)}")) { server, verifier in
            #expect(await ask(verifier).caller != nil)
            clock.advance(by: 5)
            #expect(await ask(verifier) == .refused(.expired))
            #expect(server.requests.count == 1)
        }
    }

    @Test("believes a refusal for ten seconds")
    func refusalAge() async throws {
        try await run(Reply(body: "{\"active\":false}")) { server, verifier in
            #expect(await ask(verifier) == .refused(.unknown))
            clock.advance(by: 9)
            #expect(await ask(verifier) == .refused(.unknown))
            #expect(server.requests.count == 1)
            server.answer(Reply(body: "{\"active\":true,\"sub\":\"s\"}"))
            clock.advance(by: 2)
            #expect(await ask(verifier).caller != nil)
        }
    }

    @Test("keeps no more answers than it may, and made-up tokens drive no good one out")
    func bounds() async throws {
        var configuration = Configuration()
        configuration.maximumCachedTokens = 10
        try await run(Reply(body: "{\"active\":false}"), configuration) { server, verifier in
            server.answer { request in
                Reply(body: request.contains("token=good") ? "{\"active\":true,\"sub\":\"s\"}" : "{\"active\":false}")
            }
            #expect(await ask(verifier, "good").caller != nil)
            for index in 0..<50 { #expect(await ask(verifier, "bad\(index)") == .refused(.unknown)) }
            #expect(verifier.cachedCount <= 11)
            let asked = server.requests.count
            #expect(await ask(verifier, "good").caller != nil)
            #expect(server.requests.count == asked)
        }
    }

    @Test("asks once for a hundred calls with one token, and finds no room for too many tokens")
    func singleFlight() async throws {
        var configuration = Configuration()
        configuration.maximumQuestions = 1
        let reply = Reply(body: "{\"active\":true,\"sub\":\"s\"}", pause: .milliseconds(200))
        try await run(reply, configuration) { server, verifier in
            let outcomes = await atOnce(100) { _ in await ask(verifier) }
            #expect(outcomes.allSatisfy { $0.caller?.subject == "s" })
            #expect(server.requests.count == 1)
            let others = await atOnce(5) { await ask(verifier, "other\($0)") }
            #expect(others.count { $0.caller != nil } == 1)
            #expect(others.count { $0 == .unavailable } == 4)
        }
    }

    @Test("answers those who wait although the call that asked is cancelled")
    func cancellation() async throws {
        try await run(.hang()) { server, verifier in
            let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { waiting in
                try await withThrowingTaskGroup { first in
                    first.addTask { _ = await ask(verifier) }
                    let isAsked = try await server.hasReceived(1)
                    #expect(isAsked)
                    for _ in 0..<10 { waiting.addTask { await ask(verifier) } }
                    try await Task.sleep(for: .milliseconds(100))
                    server.answer(Reply(body: "{\"active\":true,\"sub\":\"s\"}"))
                    first.cancelAll()
                }
                return try await waiting.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count == 10 && outcomes.allSatisfy { $0.caller?.subject == "s" })
            #expect(server.requests.count == 2)
        }
    }

    @Test("leaves a failing server alone for a while, then tries it once")
    func breaker() async throws {
        try await run(Reply(status: "503 Down")) { server, verifier in
            for index in 0..<20 { #expect(await ask(verifier, "t\(index)") == .unavailable) }
            #expect(server.requests.count == 5)
            clock.advance(by: 10)
            for index in 0..<5 { #expect(await ask(verifier, "u\(index)") == .unavailable) }
            #expect(server.requests.count == 6)
            server.answer(Reply(body: "{\"active\":true,\"sub\":\"s\"}"))
            clock.advance(by: 10)
            for index in 0..<5 { #expect(await ask(verifier, "v\(index)").caller != nil) }
            #expect(server.requests.count == 11)
        }
    }

    @Test("passes over members that say nothing, and takes the kinds of token that are for calls")
    func absentMembers() async throws {
        let caller = try await outcome(
            "{\"active\":true,\"sub\":\"s\",\"exp\":null,\"aud\":\"\",\"token_type\":\"Bearer\",\"typ\":\"Bearer\",\"token_use\":\"access\"}"
        ).caller
        #expect(caller?.subject == "s" && caller?.expiresAt == nil && caller?.audience == [])
    }

    @Test(
        "lets no token that the server chokes on close the way for the others",
        arguments: [400, 403, 413, 414, 422, 431])
    func chokes(status: Int) async throws {
        try await run(Reply(body: "{}")) { server, verifier in
            server.answer { request in
                request.contains("token=good")
                    ? Reply(body: "{\"active\":true,\"sub\":\"s\"}") : Reply(status: "\(status) No", body: "{}")
            }
            for index in 0..<20 {
                let failure = await #expect(throws: AuthenticationFailure.self) {
                    try await verifier.verify(BearerToken("bad\(index)"))
                }
                #expect(failure?.label == "undecided" && failure?.status == 503 && failure?.retryAfter == 10)
            }
            #expect(server.requests.count == 20)
            #expect(await ask(verifier, "good").caller?.subject == "s")
        }
    }

    @Test("is not told from a healthy server by such a token between its failures")
    func undecidedBetweenFailures() async throws {
        try await run(Reply(body: "{}")) { server, verifier in
            for index in 0..<5 {
                server.answer(Reply(status: "503 Down"))
                #expect(await ask(verifier, "good\(index)") == .unavailable)
                server.answer(Reply(status: "400 No", body: "{}"))
                #expect(await ask(verifier, "bad\(index)") == .unavailable)
            }
            // The last one is not asked about any more.
            #expect(server.requests.count == 9)
        }
    }

    @Test("lets no answer that is too long close the way either, and no such probe put it off")
    func probes() async throws {
        let long = Reply(body: String(repeating: " ", count: 300_000))
        try await run(long) { server, verifier in
            for index in 0..<20 { #expect(await ask(verifier, "long\(index)") == .unavailable) }
            #expect(server.requests.count == 20)
            server.answer(Reply(status: "503 Down"))
            for index in 0..<6 { #expect(await ask(verifier, "t\(index)") == .unavailable) }
            #expect(server.requests.count == 25)
            clock.advance(by: 10)
            server.answer(long)
            // The probe says nothing, so the next one may try; it is no success that would close the breaker either.
            #expect(await ask(verifier, "u") == .unavailable)
            server.answer(Reply(body: "{\"active\":true,\"sub\":\"s\"}"))
            #expect(await ask(verifier, "v").caller?.subject == "s")
            #expect(server.requests.count == 27)
        }
    }

    @Test("forgets what was said of tokens that are taken back")
    func forgets() async throws {
        try await run(Reply(body: "{\"active\":true,\"sub\":\"s\"}")) { server, verifier in
            _ = await ask(verifier)
            verifier.remove { $0.subject == "other" }
            _ = await ask(verifier)
            #expect(server.requests.count == 1)
            verifier.remove { $0.subject == "s" }
            _ = await ask(verifier)
            #expect(server.requests.count == 2)
            server.answer(Reply(body: "{\"active\":false}"))
            verifier.removeAll()
            #expect(await ask(verifier) == .refused(.unknown))
        }
    }

    @Test(
        "goes nowhere in clear but on this machine",
        arguments: ["http://issuer.example/", "https://a:b@issuer.example/"])
    func address(url: String) async throws {
        try await AsyncHTTPClientFetcher.withFetcher { fetcher in
            _ = #expect(throws: InvalidServerURL.self) {
                try IntrospectionTokenVerifier(
                    url: url, clientID: "a", clientSecret: Secret("b"), fetcher: fetcher)
            }
        }
    }
}
