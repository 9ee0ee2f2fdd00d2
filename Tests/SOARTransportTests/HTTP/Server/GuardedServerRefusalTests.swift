//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport
import TestSupport
import Testing

@Suite("The guarded server refuses what is not a clear request")
struct GuardedServerRefusalTests {
    @Test("refuses it with 400, closes, and lets no part of it reach the application", arguments: unclear)
    func refuses(_ request: String) async throws {
        try await GuardedServer.run { server in
            // What follows must not be taken for a request either.
            let (answer, end) = try await server.exchange(request + "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.status == 400)
            #expect(answer.fields["connection"] == "close")
            #expect(answer.fields["content-type"] == "application/json")
            #expect(answer.fields["content-length"] == "\(answer.body.utf8.count)")
            #expect(answer.body.hasPrefix(#"{"error":"bad_request","message":""#))
            #expect(!answer.body.contains("secret"))
            #expect(end == .closed)
            #expect(server.calls.all.isEmpty)
        }
    }

    private static let unclear = [
        "GET /?secret HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n\r\n",
        "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /#secret HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /\u{FC} HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc",
        "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc",
        "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\nabc",
        "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
        "POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
        "POST /count HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX-Folded: a\r\n secret\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n X-Indented: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET /\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "NOTAMETHOD / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}garbage\r\n\r\n",
    ]

    @Test("answers a request whose chunks are broken although its handler waits for them")
    func refusesBrokenChunks() async throws {
        try await GuardedServer.run { server in
            let (answer, end) = try await server.exchange(
                "POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nsecret\r\n")
            #expect(answer.status == 400)
            #expect(answer.body.hasPrefix(#"{"error":"bad_request""#))
            #expect(end == .closed)
        }
    }

    @Test("answers a body that ends before its announced length")
    func refusesShortBody() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            try await client.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
            await client.finishSending()
            let (text, end) = try await client.readToEnd()
            #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(text.components(of: "HTTP/1.1 ") == 1)
            #expect(end == .closed)
        }
    }

    @Test("answers the good requests before a bad one, then refuses that")
    func refusesInTurn() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            try await client.send(
                "GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n")
            #expect(try await client.readAnswer().body == "slow")
            #expect(try await client.readAnswer().body == "ok")
            let refusal = try await client.readAnswer()
            #expect(refusal.status == 400)
            #expect(try await client.readToEnd().end == .closed)
        }
    }

    @Test(
        "refuses a head that is too long, wherever its length is",
        arguments: [
            "GET /" + String(repeating: "a", count: 40_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 40_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: " ", count: 200_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n"
                + String(repeating: "X: " + String(repeating: "a", count: 995) + "\r\n", count: 33) + "\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: a\r\n", count: 100) + "\r\n",
            String(repeating: "\r\n", count: 100_000) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        ])
    func refusesLongHead(_ request: String) async throws {
        try await GuardedServer.run { server in
            let (answer, end) = try await server.exchange(request)
            #expect(answer.status == 431)
            #expect(answer.body.hasPrefix(#"{"error":"headers_too_large""#))
            #expect(end == .closed)
            #expect(server.calls.all.isEmpty)
        }
    }

    @Test("takes a head that is just short enough")
    func takesLongHead() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            let value = String(repeating: "a", count: 32 * 1024 - 42)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nX: \(value)\r\n\r\n")
            #expect(try await client.readAnswer().status == 200)
            let fields = String(repeating: "X: a\r\n", count: 99)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
            #expect(try await client.readAnswer().status == 200)
        }
    }

    @Test("refuses an expectation that it doesn't know")
    func refusesExpectation() async throws {
        try await GuardedServer.run { server in
            let (answer, end) = try await server.exchange("GET / HTTP/1.1\r\nHost: a\r\nExpect: secret\r\n\r\n")
            #expect(answer.status == 417)
            #expect(!answer.body.contains("secret"))
            #expect(end == .closed)
        }
    }

    @Test("sends no body with the refusal of a HEAD request")
    func refusesHeadWithoutBody() async throws {
        try await GuardedServer.run { server in
            let (answer, _) = try await server.exchange("HEAD / HTTP/1.1\r\n\r\n")
            #expect(answer.status == 400)
            #expect(answer.body.isEmpty)
        }
    }
}

extension String {
    fileprivate func components(of text: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
