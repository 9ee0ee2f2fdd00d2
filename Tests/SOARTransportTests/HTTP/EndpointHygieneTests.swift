//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Logging
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Methods, paths and headers (requirements A1, A9, C33, §74; decisions 6 and 10).
@Suite("The endpoint's HTTP")
struct EndpointHygieneTests {
    private static let otherMethods = [
        "GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "PURGE", "LOCK", "SEARCH",
    ]

    @Test("every method but POST is 405 with Allow, with and without a token", arguments: otherMethods)
    func methods(_ method: String) async throws {
        try await withTestServer(try .samples()) { server in
            for token in [nil, TestServer.Setup.anyToken] {
                for target in ["/mcp", "/mcp/", "/mcp?token=abc"] {
                    let request = TestRequest(token: token).with(method: method, target: target)
                    let answer = try await server.client().send(request)
                    #expect(answer.status == 405)
                    #expect(answer["Allow"] == "POST")
                    #expect(answer.json?["error"] == "method_not_allowed")
                }
            }
        }
    }

    @Test("an answer to HEAD has no body, whatever is asked for", arguments: ["/mcp", "/mcp/", "/none", "/health"])
    func head(_ target: String) async throws {
        try await withTestServer(try .samples()) { server in
            let connection = try RawClient(port: server.port)
            let request = TestRequest().with(method: "HEAD", target: target)
            try await connection.send(request.adding("Connection", "close").bytes)
            let answer = RawAnswer(whole: try await connection.readToEnd().text)
            #expect(answer.status == (target.hasPrefix("/mcp") ? 405 : target == "/health" ? 200 : 404))
            #expect(answer.fields["allow"] == (target.hasPrefix("/mcp") ? "POST" : nil))
            #expect(answer.body.isEmpty)
        }
    }

    @Test("what is only to be read says so to other methods", arguments: ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    func onlyToBeRead(_ method: String) async throws {
        try await withTestServer(try .samples()) { server in
            for target in ["/health", "/ready"] {
                let answer = try await server.client().send(TestRequest().with(method: method, target: target))
                #expect(answer.status == 405)
                #expect(answer.raw.fields["allow"] == "GET, HEAD")
            }
        }
    }

    @Test("a body that is no acceptable JSON is refused with what is accepted, in words")
    func parseErrorWords() async throws {
        try await withTestServer(try .samples()) { server in
            let client = server.anybody
            let deep = #"{"a":"# + String(repeating: "[", count: 64) + String(repeating: "]", count: 64) + "}"
            for (body, words) in [
                (deep, "nested deeper than 64 levels"), (#"{"a":1,"a":2}"#, "the same name, at byte 7"),
                ("{", "it ends too early, at byte 1"), ("{}{}", "something follows the JSON value"),
            ] {
                var request = client.request("tools/list", [:])
                request.body = Array(body.utf8)
                let answer = try await client.send(request)
                #expect(answer.status == 400)
                #expect(answer.code == -32700)
                #expect(answer.message?.contains(words) == true, "\(answer.message ?? "")")
            }
        }
    }

    @Test("a body that is encoded is refused with what is accepted", arguments: ["gzip", "br", "identity, gzip"])
    func encodedBody(_ encoding: String) async throws {
        try await withTestServer(try .samples()) { server in
            let client = server.anybody
            let request = client.request("tools/list", [:])
            let answer = try await client.send(request.with("Content-Encoding", encoding))
            #expect(answer.status == 415)
            #expect(answer.raw.fields["accept-encoding"] == "identity")
            #expect(try await client.send(request.with("Content-Encoding", "identity")).status == 200)
        }
    }

    @Test("a method that nobody knows is refused, over the wire and by the endpoint itself")
    func unknownMethod() async throws {
        try await withTestServer(try .samples()) { server in
            let answer = try await server.client().send(TestRequest().with(method: "BREW"))
            #expect([400, 405, 501].contains(answer.status))
        }
        let endpoint = MCPEndpoint(
            server: try MCPServer(name: "a", version: "1") { Tool.echo },
            auth: BearerAuthProvider(verifier: .static([:])),
            logger: Logger(label: "a") { _ in SwiftLogNoOpLogHandler() })
        for method in ["BREW", "post", "GET", "CONNECT"] {
            var request = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/mcp")
            request.method = try #require(HTTPRequest.Method(method))
            let answer = try await endpoint.respond(to: request, from: nil) { _ in [] }
            #expect(answer.status == .methodNotAllowed)
            #expect(answer.headers[.allow] == "POST")
        }
        let nameless = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/mcp")
        #expect(try await endpoint.respond(to: nameless, from: nil) { _ in [] }.status == .badRequest)
    }

    @Test("with and without a slash at the end it answers, and nothing redirects")
    func paths() async throws {
        try await withTestServer(try .samples()) { server in
            for target in ["/mcp", "/mcp/", "/mcp?x=1", "/mcp/?x=1"] {
                let answer = try await server.client().send(server.anybody.request("tools/list").with(target: target))
                #expect(answer.status == 200)
            }
            for target in [
                "/MCP", "/mcp//", "/mcp/x", "/mcpx", "/", "/mcp/.", "/x/../mcp", "/%6dcp", "/mcp%2f", "/sse",
            ] {
                for query in ["", "?token=\(TestServer.Setup.anyToken)"] {
                    let request = server.anybody.request("tools/list").with(target: target + query)
                    let answer = try await server.client().send(request)
                    #expect(answer.status == 404)
                    #expect(answer["Location"] == nil)
                    #expect(answer.json?["error"] == "not_found")
                    #expect(answer.json?["message"]?.stringValue?.contains("/mcp, /health, /ready") == true)
                    #expect(!answer.body.contains(TestServer.Setup.anyToken))
                }
            }
            let doubled = server.anybody.request("tools/list").with(target: "//mcp?token=canary-1")
            let answer = try await server.client().send(doubled)
            #expect((400...499).contains(answer.status))
            #expect(answer["Location"] == nil)
        }
    }

    @Test("no page of another origin gets leave to read", arguments: ["POST", "OPTIONS", "GET"])
    func noCORS(_ method: String) async throws {
        try await withTestServer(try .samples()) { server in
            var request = server.anybody.request("tools/list").with(method: method)
            request.fields += [
                ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "authorization"),
            ]
            let answer = try await server.client().send(request)
            #expect(!answer.raw.fields.keys.contains { $0.hasPrefix("access-control-") })
        }
    }

    @Test("every answer with a body is for nobody to keep or to guess the type of, and names no software")
    func headers() async throws {
        try await withTestServer(try .samples()) { server in
            let good = server.anybody.request("tools/list")
            let requests = [
                good, good.with("Authorization", nil), good.with("Authorization", "Bearer"), good.with(method: "GET"),
                good.with("Host", "evil.com"), good.with("Content-Type", "text/plain"),
                good.with("Accept", "text/plain"),
                TestRequest("{".utf8, token: TestServer.Setup.anyToken), server.anybody.request("no/such"),
            ]
            for request in requests {
                let answer = try await server.client().send(request)
                #expect(answer["Content-Type"] == "application/json")
                #expect(answer["Cache-Control"] == "no-store")
                #expect(answer["X-Content-Type-Options"] == "nosniff")
                #expect(answer.json != nil)
                for name in ["Server", "X-Powered-By", "Set-Cookie", "Location", "Mcp-Session-Id"] {
                    #expect(answer[name] == nil)
                }
            }
        }
    }

    @Test("what is wrong is told in this order: host, method, caller, content, body")
    func order() async throws {
        try await withTestServer(try .samples()) { server in
            var request = TestRequest("{".utf8).with(method: "GET")
            request.set("Host", "evil.com")
            request.set("Content-Type", "text/plain")
            request.set("Accept", "text/plain")
            var statuses: [Int] = []
            let repairs: [(inout TestRequest) -> Void] = [
                { _ in }, { $0.set("Host", "localhost") }, { $0.method = "POST" },
                { $0.set("Authorization", "Bearer \(TestServer.Setup.anyToken)") },
                { $0.set("Content-Type", "application/json") }, { $0.set("Accept", "*/*") },
            ]
            for repair in repairs {
                repair(&request)
                statuses.append(try await server.client().send(request).status)
            }
            #expect(statuses == [403, 405, 401, 415, 406, 400])
        }
    }

    @Test("no answer repeats what stood in the query")
    func noEcho() async throws {
        let canary = "Canary0Query0String"
        try await withTestServer(try .samples()) { server in
            let targets = [
                "/mcp?\(canary)", "/mcp?token=\(canary)", "/mcp/?a=\(canary)&token=x", "/none?\(canary)", "/?\(canary)",
                "/health?\(canary)", "/mcp?token=\(canary)&token=\(canary)",
            ]
            for target in targets {
                for method in ["POST", "GET", "OPTIONS"] {
                    let answer = try await server.client().send(TestRequest().with(method: method, target: target))
                    #expect(!answer.body.contains(canary))
                    #expect(!answer.raw.fields.values.contains { $0.contains(canary) })
                }
            }
        }
    }
}
