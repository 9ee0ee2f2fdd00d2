//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport
import TestSupport
import Testing

@Suite("HTTP/2, slow peers", .enabled(if: SelfSignedCertificate.canBeMade))
struct HTTP2TimeTests {
    @Test("a header block that stops coming ends the connection, and so does a beginning that never comes")
    func slowHead() async throws {
        try await GuardedServer.runTLS(.impatientInTheMiddle) { server in
            let silent = try await server.peer { $0.greets = false }
            // Between the parts of a header block nothing else may come (RFC 9113 §6.10), no acknowledgement either.
            let half = try await server.peer { $0.acknowledges = false }
            await half.send(HTTP2Frames.frame(1, flags: 1, stream: 1, HTTP2Frames.block(HTTP2Frames.request())))
            let cut = try await server.peer()
            await cut.send(Array(HTTP2Frames.ping.dropLast()))
            for peer in [silent, half, cut] {
                #expect(await peer.wait(.seconds(5)) { $0.isClosed })
                #expect(peer.now.goAways.last == WireCode.enhanceYourCalm)
            }
            #expect(server.calls.all.isEmpty)
        }
    }

    @Test("a header block that drips is not waited for either")
    func drippingHead() async throws {
        try await GuardedServer.runTLS(.impatientInTheMiddle) { server in
            let peer = try await server.peer()
            for byte in HTTP2Frames.headers(1, HTTP2Frames.request()) where !peer.now.isClosed {
                await peer.send([byte])
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(await peer.wait(.seconds(5)) { $0.isClosed })
            #expect(server.calls.all.isEmpty)
        }
    }

    @Test("a body that never ends is answered with 408, whether it stops or drips")
    func slowBody() async throws {
        try await GuardedServer.runTLS(.impatientInTheMiddle) { server in
            let peer = try await server.peer()
            for (stream, drips) in [(1, false), (3, true)] {
                await peer.send(HTTP2Frames.headers(stream, HTTP2Frames.request("POST", "/count"), ends: false))
                for _ in 0..<100 where drips && peer.now.answers[stream] == nil {
                    await peer.send(HTTP2Frames.data(stream, [1]))
                    try await Task.sleep(for: .milliseconds(50))
                }
                let answer = await peer.answer(stream)
                #expect(answer.status == 408)
                #expect(answer.body.contains("timeout"))
            }
            #expect(!peer.now.isClosed)
        }
    }

    @Test("an idle connection is told so and closed, pings or not")
    func idle() async throws {
        try await GuardedServer.runTLS(.impatient) { server in
            let fresh = try await server.peer()
            let used = try await server.peer()
            _ = await used.ask(1, HTTP2Frames.request())
            let deaf = try await server.peer { $0.acknowledges = false }
            let begun = ContinuousClock.now
            while !used.now.isClosed, begun.duration(to: .now) < .seconds(5) {
                await used.send(HTTP2Frames.ping)
                try await Task.sleep(for: .milliseconds(50))
            }
            for peer in [fresh, used, deaf] {
                #expect(await peer.wait(.seconds(5)) { $0.isClosed })
                #expect(peer.now.goAways.first == WireCode.noError)
            }
        }
    }

    @Test("a stream that lives longer than every limit goes on")
    func stream() async throws {
        try await GuardedServer.runTLS(.impatient) { server in
            let peer = try await server.peer()
            let answer = await peer.ask(1, HTTP2Frames.request("GET", "/stream"))
            #expect(answer.isComplete)
            #expect(answer.body.hasSuffix("data: 9\n\n"))
        }
    }

    @Test("a window that is never opened ends the stream, long answer or short; others go on")
    func stalledWindow() async throws {
        try await GuardedServer.runTLS(.impatientInTheMiddle) { server in
            let peer = try await server.peer {
                $0.settings = [(4, 0)]
                $0.opensWindows = false
            }
            await peer.send(HTTP2Frames.headers(1, HTTP2Frames.request("GET", "/large")))
            await peer.send(HTTP2Frames.headers(3, HTTP2Frames.request()))
            for stream in [1, 3] {
                let answer = await peer.answer(stream)
                #expect(answer.status == 200)
                #expect(answer.resetCode == WireCode.cancel)
                #expect(answer.bytes.isEmpty)
            }
            await peer.send(HTTP2Frames.settings([(4, 1000)]))
            let next = await peer.ask(5, HTTP2Frames.request())
            #expect(next.body == "ok")
        }
    }

    @Test("a peer that reads nothing at all is hung up on")
    func stalledSocket() async throws {
        try await GuardedServer.runTLS(.impatient) { server in
            let peer = try await server.peer { $0.settings = [(4, 0x7FFF_FFFF)] }
            await peer.send(HTTP2Frames.windowUpdate(0, 0x7FFF_0000 - 65_535))
            await peer.send(HTTP2Frames.headers(1, HTTP2Frames.request("GET", "/large")))
            #expect(await peer.wait { $0.answers[1]?.status == 200 })
            try await peer.stopReading()
            try await Task.sleep(for: .seconds(4))
            let sent = server.calls.all
            #expect(sent.isEmpty)
            try await peer.resumeReading()
            #expect(await peer.wait(.seconds(5)) { $0.isClosed })
            #expect(peer.now.answers[1]?.isComplete != true)
        }
    }

    @Test("the rest of a body that nobody wants is not waited for")
    func unread() async throws {
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer()
            await peer.send(HTTP2Frames.headers(1, HTTP2Frames.request("POST", "/unread"), ends: false))
            #expect(await peer.wait { $0.answers[1]?.isComplete == true })
            #expect(await peer.wait { $0.answers[1]?.resetCode != nil })
            let answer = peer.now.answers[1]
            #expect(answer?.status == 401)
            #expect(answer?.resetCode == WireCode.noError)
        }
    }
}
