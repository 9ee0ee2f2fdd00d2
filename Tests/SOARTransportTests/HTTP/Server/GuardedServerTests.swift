//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport
import TestSupport
import Testing

@Suite("The guarded server serves good clients")
struct GuardedServerTests {
    @Test("answers several requests on one connection")
    func keepsAlive() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            for _ in 0..<3 {
                try await client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let answer = try await client.readAnswer()
                #expect(answer.status == 200)
                #expect(answer.body == "ok")
                #expect(answer.fields["connection"] == nil)
            }
        }
    }

    @Test("answers pipelined requests in their order, bodies and all")
    func pipelines() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            try await client.send(
                "GET /slow HTTP/1.1\r\nHost: a\r\n\r\nPOST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                    + "POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"
                    + "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
            )
            for body in ["slow", "3", "5", "ok"] {
                let answer = try await client.readAnswer()
                #expect(answer.body == body)
            }
            #expect(server.calls.all == ["/slow", "/count", "/count", "/"])
        }
    }

    @Test("takes a request of which every byte comes alone")
    func takesSingleBytes() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            try await client.drip(
                "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab", every: .milliseconds(1))
            let answer = try await client.readAnswer()
            #expect(answer.body == "2")
        }
    }

    @Test("tells a client that expects it to go on with the body")
    func continues() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            try await client.send(
                "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-Continue\r\n\r\n")
            let interim = try await client.readAnswer()
            #expect(interim.status == 100)
            try await client.send("abc")
            let answer = try await client.readAnswer()
            #expect(answer.status == 200)
            #expect(answer.body == "3")
        }
    }

    @Test("answers a peer that has closed its sending side")
    func answersHalfClosed() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            try await client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await client.finishSending()
            #expect(try await client.readAnswer().body == "slow")
            #expect(try await client.readAnswer().body == "ok")
            #expect(try await client.readToEnd(timeout: .seconds(2)) == ("", .closed))
        }
    }

    @Test("ends every HTTP/1.0 connection with its answer, and sends such a client no chunks")
    func servesVersion10() async throws {
        try await GuardedServer.run { server in
            let (answer, end) = try await server.exchange("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(answer.version == "HTTP/1.0")
            #expect(answer.status == 200)
            #expect(answer.fields["transfer-encoding"] == nil)
            #expect(answer.fields["connection"] == "close")
            #expect(answer.body.hasPrefix("data: 0\n\ndata: 1\n\n"))
            #expect(answer.body.hasSuffix("data: 9\n\n"))
            #expect(end == .closed)
        }
    }

    @Test("closes when asked to, also in a list and in capitals", arguments: ["close", "Close", "TE, close"])
    func closesWhenAsked(_ value: String) async throws {
        try await GuardedServer.run { server in
            let (answer, end) = try await server.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: \(value)\r\n\r\n")
            #expect(answer.body == "ok")
            #expect(answer.fields["connection"] == "close")
            #expect(end == .closed)
        }
    }

    @Test("ignores the wish to upgrade, and ends the connection, as the decoder reads no further")
    func ignoresUpgrade() async throws {
        try await GuardedServer.run { server in
            let (answer, end) = try await server.exchange(
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
            )
            #expect(answer.status == 200)
            #expect(answer.body == "ok")
            #expect(answer.fields["connection"] == "close")
            #expect(end == .closed)
        }
    }

    @Test("accepts a URL as the target, if it names the host of the Host field")
    func acceptsAbsoluteForm() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            try await client.send("GET http://Example.com:80/slow?a=b HTTP/1.1\r\nHost: example.com:80\r\n\r\n")
            #expect(try await client.readAnswer().body == "slow")
        }
    }

    @Test("lets a stream outlive every limit")
    func leavesStreamsAlone() async throws {
        try await GuardedServer.run(.impatient) { server in
            let client = try RawClient(port: server.port)
            try await client.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
            let stream = try await client.read(until: "0\r\n\r\n", timeout: .seconds(5))
            #expect(stream.contains("data: 9"))
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.readAnswer().body == "ok")
        }
    }

    @Test("tells a streaming handler at once that its client has gone", arguments: ["keep-alive", "close"])
    func noticesDisconnect(_ connection: String) async throws {
        try await GuardedServer.run { server in
            var client: RawClient? = try RawClient(port: server.port)
            try await client?.send("GET /ended HTTP/1.1\r\nHost: a\r\nConnection: \(connection)\r\n\r\n")
            try await Task.sleep(for: .milliseconds(200))
            client = nil
            let deadline = ContinuousClock.now + .seconds(3)
            while server.calls.all.isEmpty, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(server.calls.all == ["cancelled: true"])
        }
    }
}
