//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport
import TestSupport
import Testing

@Suite("The guarded server waits for nobody without end")
struct GuardedServerTimeTests {
    @Test("refuses a head that comes too slowly, silent or dripping", arguments: [true, false])
    func boundsHeaderTime(_ isDripping: Bool) async throws {
        try await GuardedServer.run(.with(\.headerTime, .milliseconds(300))) { server in
            let client = try RawClient(port: server.port)
            let start = ContinuousClock.now
            if isDripping {
                let head = "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: a\r\n", count: 50)
                let sent = try await client.drip(head, every: .milliseconds(20))
                #expect(sent < head.utf8.count)
            } else {
                try await client.send("GET / HT")
            }
            let (text, end) = try await client.readToEnd()
            let answer = RawAnswer(whole: text)
            #expect(answer.status == 408)
            #expect(answer.fields["connection"] == "close")
            #expect(answer.body.hasPrefix(#"{"error":"timeout""#))
            #expect(end == .closed)
            let duration = ContinuousClock.now - start
            #expect(duration >= .milliseconds(290) && duration < .seconds(8))
        }
    }

    @Test("refuses a body that stops coming")
    func boundsBodyIdle() async throws {
        try await GuardedServer.run(.with(\.bodyIdle, .milliseconds(300))) { server in
            let start = ContinuousClock.now
            let (answer, end) = try await server.exchange(
                "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
            #expect(answer.status == 408)
            #expect(answer.body.hasPrefix(#"{"error":"timeout""#))
            #expect(end == .closed)
            #expect(ContinuousClock.now - start < .seconds(8))
        }
    }

    @Test("refuses a body that keeps coming for too long")
    func boundsBodyTime() async throws {
        try await GuardedServer.run(.with(\.bodyTime, .milliseconds(900))) { server in
            let client = try RawClient(port: server.port)
            let start = ContinuousClock.now
            try await client.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
            let sent = try await client.drip(String(repeating: "a", count: 1000), every: .milliseconds(50))
            #expect(sent < 100)
            #expect(RawAnswer(whole: try await client.readToEnd().text).status == 408)
            let duration = ContinuousClock.now - start
            #expect(duration >= .milliseconds(850) && duration < .seconds(8))
        }
    }

    @Test("closes an idle connection without a word, used or not", arguments: [true, false])
    func closesIdle(_ isUsed: Bool) async throws {
        try await GuardedServer.run(.with(\.keepAliveIdle, .milliseconds(500))) { server in
            let client = try RawClient(port: server.port)
            let start = ContinuousClock.now
            if isUsed {
                try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.readAnswer().status == 200)
            }
            let (text, end) = try await client.readToEnd()
            #expect(text.isEmpty)
            #expect(end == .closed)
            let duration = ContinuousClock.now - start
            #expect(duration >= .milliseconds(450) && duration < .seconds(8))
        }
    }

    @Test("counts idle time from the last answer, not from the first")
    func restartsIdleTime() async throws {
        try await GuardedServer.run(.with(\.keepAliveIdle, .milliseconds(1500))) { server in
            let client = try RawClient(port: server.port)
            for _ in 0..<5 {  // longer than the limit, in all
                try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.readAnswer().status == 200)
                try await Task.sleep(for: .milliseconds(400))
            }
        }
    }

    @Test("gives up on a peer that doesn't take its answer")
    func closesStalled() async throws {
        try await GuardedServer.run(.with(\.writeStall, .milliseconds(300))) { server in
            let client = try RawClient(port: server.port, receiveBuffer: 4096)
            try await client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
            try await Task.sleep(for: .milliseconds(1500))
            let (text, _) = try await client.readToEnd()
            #expect(text.utf8.count < 32 * 1024 * 1024)
        }
    }

    @Test("is patient with a peer that takes its answer slowly")
    func servesSlowReaders() async throws {
        try await GuardedServer.run(.with(\.writeStall, .milliseconds(500))) { server in
            let client = try RawClient(port: server.port, receiveBuffer: 64 * 1024)
            try await client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
            try await Task.sleep(for: .milliseconds(200))
            let answer = try await client.readAnswer(timeout: .seconds(20))
            #expect(answer.body.utf8.count == 32 * 1024 * 1024)
        }
    }
}
