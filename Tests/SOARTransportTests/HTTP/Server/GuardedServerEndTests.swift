//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport
import TestSupport
import Testing

@Suite("The guarded server ends connections so that the last answer arrives")
struct GuardedServerEndTests {
    @Test("gives its early answer to a client that goes on sending 50 MB, announced or not", arguments: [true, false])
    func answersSenders(_ isAnnounced: Bool) async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            let size = 50 * 1024 * 1024
            let framing = isAnnounced ? "Content-Length: \(size)" : "Transfer-Encoding: chunked"
            try await client.send("POST /unread HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
            if !isAnnounced { try await client.send(String(size, radix: 16) + "\r\n") }
            try await client.send([UInt8](repeating: 0x61, count: size))
            let (text, end) = try await client.readToEnd()
            let answer = RawAnswer(whole: text)
            #expect(answer.status == 401)
            #expect(answer.fields["connection"] == "close")
            #expect(end == .closed)
        }
    }

    @Test("reads no more of an unwanted body than the limit, and ends in time")
    func boundsLinger() async throws {
        try await GuardedServer.run(.with(\.lingerBytes, 1024 * 1024)) { server in
            let client = try RawClient(port: server.port)
            let start = ContinuousClock.now
            try await client.send("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 10737418240\r\n\r\n")
            let sent = try await client.send([UInt8](repeating: 0x61, count: 200 * 1024 * 1024))
            #expect(sent < 100 * 1024 * 1024)
            #expect(ContinuousClock.now - start < .seconds(8))
        }
    }

    @Test("keeps the connection where the rest of an unwanted body is short")
    func drainsShortBodies() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            try await client.send("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n")
            let answer = try await client.readAnswer()
            #expect(answer.status == 401)
            #expect(answer.fields["connection"] == nil)
            try await client.send("bodyGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.readAnswer().body == "ok")
        }
    }

    @Test("ends the connection in peace where the rest of an unwanted body never comes")
    func stopsDraining() async throws {
        try await GuardedServer.run(.with(\.bodyIdle, .milliseconds(500))) { server in
            let client = try RawClient(port: server.port)
            try await client.send("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n")
            let (text, end) = try await client.readToEnd()
            #expect(text.hasPrefix("HTTP/1.1 401 "))
            #expect(!text.contains("408"))
            #expect(end == .closed)
        }
    }

    @Test("does not tell a client to send a body that is too long to be worth it")
    func withholdsContinue() async throws {
        try await GuardedServer.run { server in
            let (answer, end) = try await server.exchange(
                "POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\nExpect: 100-continue\r\n\r\n")
            #expect(answer.status == 401)
            #expect(answer.fields["connection"] == "close")
            #expect(end == .closed)
        }
    }

    @Test("does not act on requests after the last that it answers")
    func dropsWhatFollows() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            try await client.send(
                "GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let (text, end) = try await client.readToEnd()
            #expect(text.hasSuffix("slow"))
            #expect(end == .closed)
            #expect(server.calls.all == ["/slow"])
        }
    }

    @Test("answers no more pipelined requests than the limit")
    func boundsPipelining() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            let more = String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 1000)
            try await client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n" + more)
            let (text, end) = try await client.readToEnd()
            #expect(end == .closed)
            #expect(server.calls.all.count == 17)
            #expect(text.hasSuffix("ok"))
        }
    }

    @Test("closes although the client never does")
    func endsLinger() async throws {
        try await GuardedServer.run { server in
            let client = try RawClient(port: server.port)
            let start = ContinuousClock.now
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(try await client.readToEnd().end == .closed)
            var sent = 1
            while sent == 1, ContinuousClock.now - start < .seconds(5) {
                try await Task.sleep(for: .milliseconds(50))
                sent = try await client.send([0x61])
            }
            #expect(sent == 0)
            let duration = ContinuousClock.now - start
            #expect(duration >= .milliseconds(450) && duration < .seconds(5))
        }
    }

    @Test("on shutdown answers what is in progress and closes what is idle, all at once")
    func shutsDown() async throws {
        let start = ContinuousClock.now
        let (busy, idle, half) = try await GuardedServer.run { server in
            let busy = try RawClient(port: server.port)
            let idle = try RawClient(port: server.port)
            let half = try RawClient(port: server.port)
            try await busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            try await idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await idle.readAnswer().status == 200)
            try await half.send("GET / HTTP/1.1\r\n")
            while !server.calls.all.contains("/slow") { try await Task.sleep(for: .milliseconds(5)) }
            return (busy, idle, half)
        }
        #expect(ContinuousClock.now - start < .seconds(8))
        let answer = RawAnswer(whole: try await busy.readToEnd().text)
        #expect(answer.status == 200)
        #expect(answer.body == "slow")
        #expect(answer.fields["connection"] == "close")
        #expect(try await idle.readToEnd() == ("", .closed))
        #expect(try await half.readToEnd().text == "")
    }
}
