//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What a browser asks for a page's client, and what it lets the page read (Fetch, "CORS protocol"; requirement G74).
@Suite("Web pages")
struct CrossOriginTests {
    private static func setup(sessions: Bool = false) throws -> TestServer.Setup {
        var setup = try ResourceMetadataTests.setup()
        setup.endpoint.hosts = HostPolicy(allowedOrigins: ["https://console.example.com"])
        if sessions { setup.endpoint.sessions = MCPEndpoint.Sessions() }
        return setup
    }

    private static func preflight(_ origin: String, _ method: String = "POST", headers: String? = nil) -> TestRequest {
        var request = TestRequest().with(method: "OPTIONS").adding("Origin", origin)
        for name in ["Content-Type", "Accept"] { request.set(name, nil) }
        request.set("Access-Control-Request-Method", method)
        request.set("Access-Control-Request-Headers", headers)
        return request
    }

    private static func words(_ answer: TestAnswer, _ name: String) -> Set<String> {
        Set((answer[name] ?? "").lowercased().split(separator: ",").map { $0.drop { $0 == " " }.description })
    }

    @Test(
        "a browser's question is answered before anybody is asked for a token",
        arguments: ["https://console.example.com", "http://localhost:6274", "http://127.0.0.1:3000"])
    func preflight(_ origin: String) async throws {
        for sessions in [false, true] {
            try await withTestServer(try Self.setup(sessions: sessions)) { server async throws in
                for target in ["/mcp", "/mcp/"] {
                    let answer = try await server.client().send(Self.preflight(origin).with(target: target))
                    #expect(answer.status == 204)
                    #expect(answer.body.isEmpty)
                    #expect(answer["Access-Control-Allow-Origin"] == origin)
                    #expect(answer["Access-Control-Allow-Credentials"] == nil)
                    #expect(answer["WWW-Authenticate"] == nil)
                    #expect(answer["Access-Control-Max-Age"] == "3600")
                    #expect(Self.words(answer, "Vary") == ["origin", "access-control-request-headers"])
                    let methods: Set = sessions ? ["post", "get", "delete"] : ["post"]
                    #expect(Self.words(answer, "Access-Control-Allow-Methods") == methods)
                    let needed: Set = [
                        "authorization", "content-type", "mcp-protocol-version", "mcp-session-id", "mcp-method",
                        "mcp-name", "last-event-id", "traceparent",
                    ]
                    #expect(Self.words(answer, "Access-Control-Allow-Headers").isSuperset(of: needed))
                }
                #expect(try await server.records().isEmpty)
            }
        }
    }

    @Test(
        "tools' own headers are allowed as they are asked for, others aren't",
        arguments: [
            ("mcp-param-region", ["mcp-param-region"]), ("Mcp-Param-A,MCP-PARAM-b", ["mcp-param-a", "mcp-param-b"]),
            ("authorization, mcp-param-a , x-evil", ["mcp-param-a"]), ("x-mcp-param-a", []), ("mcp-param", []),
            ("mcp-param-a b", []), ("mcp-param-\"", []), ("cookie, x-forwarded-for", []), ("", []), (",,", []),
        ] as [(String, Set<String>)])
    func parameterHeaders(_ asked: String, _ expected: Set<String>) async throws {
        try await withTestServer(try Self.setup()) { server in
            let origin = "http://localhost:6274"
            let none = try await server.client().send(Self.preflight(origin))
            let answer = try await server.client().send(Self.preflight(origin, headers: asked))
            let more = Self.words(answer, "Access-Control-Allow-Headers")
                .subtracting(Self.words(none, "Access-Control-Allow-Headers"))
            #expect(more == expected)
        }
    }

    @Test("of tools' own headers no more are named than a page may need")
    func boundedParameterHeaders() async throws {
        try await withTestServer(try Self.setup()) { server in
            let asked = (0..<100).map { "mcp-param-\($0)" }.joined(separator: ",")
            let answer = try await server.client().send(Self.preflight("http://localhost:1", headers: asked))
            let named = Self.words(answer, "Access-Control-Allow-Headers").filter { $0.hasPrefix("mcp-param-") }
            #expect(named.count == 64)
        }
    }

    @Test(
        "a foreign page is refused before and after its browser has asked",
        arguments: [
            "https://evil.example", "null", "https://console.example.com.evil.example", "http://soar.example.com",
        ])
    func foreign(_ origin: String) async throws {
        try await withTestServer(try Self.setup()) { server in
            let call = server.anybody.request("tools/list").adding("Origin", origin)
            for request in [Self.preflight(origin), call] {
                let answer = try await server.client().send(request)
                #expect(answer.status == 403)
                #expect(!answer.raw.fields.keys.contains { $0.hasPrefix("access-control-") })
            }
        }
    }

    @Test("what is no browser's question is a method that isn't served")
    func plainOptions() async throws {
        try await withTestServer(try Self.setup()) { server in
            let origin = "http://localhost:6274"
            let requests = [
                TestRequest().with(method: "OPTIONS"), TestRequest().with(method: "OPTIONS").adding("Origin", origin),
                TestRequest().with(method: "OPTIONS").adding("Access-Control-Request-Method", "POST"),
            ]
            for request in requests {
                let answer = try await server.client().send(request)
                #expect(answer.status == 405)
                #expect(answer["Allow"] == "POST")
            }
        }
    }

    @Test("a page reads every kind of answer, and with it the way to a token")
    func exposed() async throws {
        var setup = try Self.setup(sessions: true)
        setup.limits = HTTPServerLimits()
        try await withTestServer(setup) { server in
            let origin = "https://console.example.com"
            let good = server.anybody.request("tools/list").adding("Origin", origin)
            var progress: JSONObject = MCPTestClient.meta().objectValue ?? [:]
            progress["progressToken"] = 1
            let streamed = server.anybody.request("tools/call", ["name": "echo", "_meta": .object(progress)])
                .adding("Origin", origin)
            let requests: [(TestRequest, Set<Int>)] = [
                (good, [200]), (streamed, [200]), (good.with("Authorization", nil), [401]),
                (good.with("Authorization", "Bearer nobody"), [401]), (good.with("Authorization", "Bearer"), [400]),
                (good.with(method: "PUT"), [405]), (good.with("Content-Type", "text/plain"), [415]),
                (good.with("Accept", "text/plain"), [406]),
            ]
            for (request, statuses) in requests {
                let answer = try await server.client().send(request)
                #expect(statuses.contains(answer.status), "\(answer.status)")
                #expect(answer["Access-Control-Allow-Origin"] == origin)
                #expect(answer["Access-Control-Allow-Credentials"] == nil)
                #expect(answer["Vary"] == "Origin")
                let exposed = Self.words(answer, "Access-Control-Expose-Headers")
                #expect(exposed == ["allow", "mcp-session-id", "retry-after", "www-authenticate", "x-request-id"])
            }
            let plain = try await server.client().send(good.with("Origin", nil))
            #expect(plain["Access-Control-Allow-Origin"] == nil)
        }
    }
}
