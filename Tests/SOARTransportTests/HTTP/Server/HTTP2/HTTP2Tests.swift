//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport
import TestSupport
import Testing

@Suite("HTTP/2, guarded", .enabled(if: SelfSignedCertificate.canBeMade))
struct HTTP2Tests {
    /// A request's fields, those that all need aside, and what becomes of it.
    struct Judged: Sendable {
        let status: Int
        let fields: HTTP2Frames.Fields

        init(_ status: Int, _ fields: (String, String)...) {
            self.status = status
            self.fields = fields.map { (name: $0.0, value: $0.1) }
        }

        static let long = String(repeating: "x", count: 40_000)
        static var many: Judged {
            let more: HTTP2Frames.Fields = (0..<100).map { (name: "x-\($0)", value: "x") }
            return Judged(431, fields: [("host", "a")] + more)
        }

        private init(_ status: Int, fields: HTTP2Frames.Fields) {
            self.status = status
            self.fields = fields
        }
    }

    static let judged: [Judged] = [
        Judged(400, (":authority", "a"), ("host", "b")),
        Judged(400),
        Judged(400, ("host", "a"), ("host", "a")),
        Judged(400, (":authority", "a/b")),
        Judged(400, (":authority", "a"), (":path", "*")),
        Judged(400, (":authority", "a"), (":path", "http://a/")),
        Judged(400, (":authority", "a"), (":path", "/#x")),
        Judged(400, (":authority", "a"), (":scheme", "ftp")),
        Judged(417, (":authority", "a"), ("expect", "a miracle")),
        Judged(431, (":authority", "a"), ("x", Judged.long)),
        Judged.many,
        Judged(200, ("host", "a")),
        Judged(200, (":authority", "a"), ("host", "A")),
    ]

    /// Heads that are none in HTTP/2; what all need comes first.
    static let malformed: [HTTP2Frames.Fields] = {
        let added: HTTP2Frames.Fields = [
            ("Upper", "x"), ("connection", "x"), ("upgrade", "x"), ("te", "gzip"), ("transfer-encoding", "chunked"),
            ("x", "a\r\nb: c"), (":authority", "a b"), (":other", "a"), (":status", "200"), (":path", "/"),
            ("content-length", "5"),
        ]
        let missing = [":path", ":scheme", ":method"]
        var all: [HTTP2Frames.Fields] = added.map { HTTP2Frames.request() + [$0] }
        all += missing.map { name in HTTP2Frames.request().filter { $0.name != name } }
        let late: HTTP2Frames.Fields = [("x", "y"), (":method", "GET")]
        all.append(HTTP2Frames.request().filter { $0.name != ":method" } + late)
        all.append(HTTP2Frames.request("GET", ""))
        return all
    }()

    @Test("is what a client gets that asks for it; any other gets HTTP/1.1")
    func negotiates() async throws {
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer()
            #expect(peer.now.negotiated == "h2")
            let answer = await peer.ask(1, HTTP2Frames.request())
            #expect(answer.status == 200)
            #expect(answer.body == "ok")
            #expect(await peer.wait { $0.settings[3] == 100 && $0.settings[6] == 65_536 })
            var manner = HTTP2Peer.Manner()
            manner.greets = false
            for protocols in [["http/1.1"], []] {
                let other = try await HTTP2Peer(port: server.port, protocols: protocols, manner: manner)
                #expect(other.now.negotiated != "h2")
            }
            let old = try await TLSClient.exchange(
                port: server.port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(old.hasPrefix("HTTP/1.1 200 "), "\(old)")
        }
    }

    @Test("takes bodies that are longer than a window, and answers many at once")
    func bodies() async throws {
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer()
            await peer.send(HTTP2Frames.headers(1, HTTP2Frames.request("POST", "/count"), ends: false))
            for number in 1...40 {
                #expect(
                    await peer.wait { now in
                        [0, 1].allSatisfy { now.windows[$0, default: 65_535] >= number * 10_000 }
                    })
                await peer.send(HTTP2Frames.data(1, [UInt8](repeating: 1, count: 10_000)))
            }
            await peer.send(HTTP2Frames.data(1, [], ends: true))
            let counted = await peer.answer(1)
            #expect(counted.body == "400000")
            let streams = (1...50).map { $0 * 2 + 1 }
            for stream in streams { await peer.send(HTTP2Frames.headers(stream, HTTP2Frames.request("GET", "/slow"))) }
            for stream in streams {
                let answer = await peer.answer(stream)
                #expect(answer.body == "slow")
            }
            let large = await peer.ask(201, HTTP2Frames.request("GET", "/windows"))
            #expect(large.byteCount == 2 * 1024 * 1024)
        }
    }

    @Test("serves 10,000 streams one after the other on one connection")
    func manyStreams() async throws {
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer()
            var served = 0
            for round in 0..<200 {
                let streams = (0..<50).map { (round * 50 + $0) * 2 + 1 }
                await peer.send(streams.flatMap { HTTP2Frames.headers($0, HTTP2Frames.request()) })
                let isAnswered = await peer.wait { now in
                    now.isClosed || streams.allSatisfy { now.answers[$0]?.isOver == true }
                }
                #expect(isAnswered)
                served += peer.now.answers.values.count { $0.status == 200 && $0.resetCode == nil }
                peer.forgetAnswers()
            }
            #expect(served == 10_000)
            #expect(server.calls.all.count == 10_000)
        }
    }

    @Test("says 100 Continue where it is waited for, and gives a HEAD no body")
    func continues() async throws {
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer()
            let fields = HTTP2Frames.request("POST", "/count", [("expect", "100-continue")])
            await peer.send(HTTP2Frames.headers(1, fields, ends: false))
            #expect(await peer.wait { $0.answers[1]?.informational == [100] })
            await peer.send(HTTP2Frames.data(1, [1, 2, 3], ends: true))
            let answer = await peer.answer(1)
            #expect(answer.body == "3")
            let head = await peer.ask(3, HTTP2Frames.request("HEAD", "/"))
            #expect(head.isComplete)
            #expect(head.body == "")
            let again = await peer.ask(5, HTTP2Frames.request())
            #expect(again.status == 200)
        }
    }

    @Test(
        "refuses a head that must not be acted on, and nothing but the request", arguments: judged)
    func heads(_ head: Judged) async throws {
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer()
            // The server's limit goes for heads once the client knows of it.
            #expect(await peer.wait { !$0.settings.isEmpty })
            await peer.send(HTTP2Frames.ping)
            #expect(await peer.wait { $0.pongs == 1 })
            var fields: HTTP2Frames.Fields = [(":method", "GET")]
            let (status, given) = (head.status, head.fields)
            if !given.contains(where: { $0.0 == ":scheme" }) { fields.append((":scheme", "https")) }
            if !given.contains(where: { $0.0 == ":path" }) { fields.append((":path", "/")) }
            let answer = await peer.ask(1, fields + given)
            #expect(answer.status == status)
            #expect(server.calls.all.isEmpty == (status != 200))
            let next = await peer.ask(3, HTTP2Frames.request())
            #expect(next.status == 200)
        }
    }

    @Test("ends a stream that breaks the protocol, and nothing but the stream", arguments: malformed)
    func malformedHeads(_ fields: HTTP2Frames.Fields) async throws {
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer()
            let answer = await peer.ask(1, fields)
            #expect(answer.status == nil)
            #expect(answer.resetCode == WireCode.protocolError)
            #expect(server.calls.all.isEmpty)
            let next = await peer.ask(3, HTTP2Frames.request())
            #expect(next.status == 200)
        }
    }

    @Test("ends a stream whose body has another length than it announced", arguments: [2, 4])
    func contentLength(_ length: Int) async throws {
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer()
            let fields = HTTP2Frames.request("POST", "/count", [("content-length", "3")])
            let answer = await peer.ask(1, fields, body: [UInt8](repeating: 1, count: length))
            #expect(answer.resetCode == WireCode.protocolError)
            #expect(answer.status == nil)
            let next = await peer.ask(3, HTTP2Frames.request())
            #expect(next.status == 200)
        }
    }

    @Test("refuses trailers that are too many")
    func trailers() async throws {
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer()
            let fields = HTTP2Frames.request("POST", "/count")
            for (stream, count) in [(1, 100), (3, 101)] {
                await peer.send(HTTP2Frames.headers(stream, fields, ends: false))
                await peer.send(HTTP2Frames.data(stream, [1]))
                await peer.send(HTTP2Frames.headers(stream, (0..<count).map { (name: "x-\($0)", value: "x") }))
                let answer = await peer.answer(stream)
                #expect(answer.status == (count == 100 ? 200 : 431))
            }
        }
    }

    @Test("is not spoken without TLS, nor where only HTTP/1.1 is wanted")
    func onlyWhereWanted() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            try await client.send(HTTP2Frames.preface + HTTP2Frames.settings())
            let (text, _) = try await client.readToEnd()
            #expect(text.hasPrefix("HTTP/1.1 400 "))
        }
    }
}
