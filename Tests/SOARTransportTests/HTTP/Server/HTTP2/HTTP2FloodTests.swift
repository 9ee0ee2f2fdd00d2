//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport
import TestSupport
import Testing

/// What costs a server much and a client little.
@Suite("HTTP/2 floods", .enabled(if: SelfSignedCertificate.canBeMade))
struct HTTP2FloodTests {
    /// Sends all of it and sees the connection ended with this code.
    private static func expectEnd(_ code: Int, _ server: GuardedServer, _ bytes: [UInt8]) async throws {
        let peer = try await server.peer()
        await peer.send(bytes)
        #expect(await peer.wait { $0.isClosed })
        #expect(peer.now.goAways.last == code)
    }

    @Test("rapid reset: few handlers run at a time, and the connection ends (CVE-2023-44487)")
    func rapidReset() async throws {
        try await GuardedServer.runTLS { server in
            let flood = (0..<300).flatMap { number in
                HTTP2Frames.headers(number * 2 + 1, HTTP2Frames.request("GET", "/slow"))
                    + HTTP2Frames.reset(number * 2 + 1)
            }
            try await Self.expectEnd(WireCode.enhanceYourCalm, server, flood)
            #expect(server.calls.all.count <= 100)
        }
    }

    @Test("rapid reset below the rate: a request that was given up counts until its handler is through")
    func slowReset() async throws {
        var limits = HTTPServerLimits.small
        limits.http2.maximumStreams = 4
        try await GuardedServer.runTLS(limits) { server in
            let peer = try await server.peer()
            for number in 0..<100 {
                let stream = number * 2 + 1
                await peer.send(
                    HTTP2Frames.headers(stream, HTTP2Frames.request("GET", "/stubborn")) + HTTP2Frames.reset(stream))
            }
            let refused = await peer.ask(201, HTTP2Frames.request())
            #expect(refused.resetCode == WireCode.refusedStream)
            #expect(server.calls.all.count == 4)
            #expect(await peer.wait { _ in server.calls.all.count { $0 == "/stubborn ended" } == 4 })
            // The last ticket is given back a moment after its handler has said so.
            var (stream, status) = (203, Int?.none)
            while status == nil, stream < 401 {
                status = await peer.ask(stream, HTTP2Frames.request()).status
                stream += 2
            }
            #expect(status == 200)
        }
    }

    @Test("CONTINUATION without end, empty or not (CVE-2024-27316)", arguments: [0, 1])
    func continuation(_ length: Int) async throws {
        try await GuardedServer.runTLS { server in
            let block = HTTP2Frames.block(HTTP2Frames.request())
            let piece = HTTP2Frames.frame(9, stream: 1, [UInt8](repeating: 0x82, count: length))
            let flood = HTTP2Frames.frame(1, flags: 1, stream: 1, block) + (0..<100).flatMap { _ in piece }
            try await Self.expectEnd(WireCode.enhanceYourCalm, server, flood)
        }
    }

    @Test(
        "of frames that ask for nothing",
        arguments: [
            HTTP2Frames.settings(), HTTP2Frames.settings([(4, 70_000)]), HTTP2Frames.ping,
            HTTP2Frames.frame(2, stream: 1, [0, 0, 0, 0, 1]), HTTP2Frames.windowUpdate(0, 1),
            HTTP2Frames.frame(0x20, stream: 1, [1, 2, 3]), HTTP2Frames.frame(0x10, [0, 0, 0, 1, 0x75]),
        ])
    func frames(_ frame: [UInt8]) async throws {
        try await GuardedServer.runTLS { server in
            let flood = (0..<2000).flatMap { _ in frame }
            try await Self.expectEnd(WireCode.enhanceYourCalm, server, flood)
        }
    }

    @Test("of empty pieces of a body")
    func emptyData() async throws {
        try await GuardedServer.runTLS { server in
            let flood =
                HTTP2Frames.headers(1, HTTP2Frames.request("POST", "/count"), ends: false)
                + (0..<100).flatMap { _ in HTTP2Frames.data(1, []) }
            try await Self.expectEnd(WireCode.enhanceYourCalm, server, flood)
        }
    }

    @Test("of streams that break the protocol")
    func streamErrors() async throws {
        try await GuardedServer.runTLS { server in
            let flood = (0..<300).flatMap { number in
                HTTP2Frames.headers(number * 2 + 1, HTTP2Frames.request("GET", "/", [("connection", "x")]))
            }
            try await Self.expectEnd(WireCode.enhanceYourCalm, server, flood)
        }
    }

    @Test("a small block that would unfold to megabytes ends the connection before it does")
    func bomb() async throws {
        try await GuardedServer.runTLS { server in
            let stored = [0x40] + HTTP2Frames.text("x") + HTTP2Frames.text(String(repeating: "x", count: 3900))
            let block = HTTP2Frames.block(HTTP2Frames.request()) + stored + [UInt8](repeating: 0xBE, count: 10_000)
            let frame = HTTP2Frames.frame(1, flags: 5, stream: 1, block)
            try await Self.expectEnd(WireCode.compressionError, server, frame)
            #expect(server.calls.all.isEmpty)
        }
    }

    @Test("a head far beyond the limit ends the connection; bytes that are no HTTP/2 do, too")
    func nonsense() async throws {
        try await GuardedServer.runTLS { server in
            let fields = HTTP2Frames.request("GET", "/", [("x", String(repeating: "x", count: 90_000))])
            try await Self.expectEnd(WireCode.protocolError, server, HTTP2Frames.headers(1, fields))
            let peer = try await server.peer { $0.greets = false }
            await peer.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            #expect(await peer.wait { $0.isClosed })
            #expect(server.calls.all.isEmpty)
        }
    }

    @Test("more streams than may be open are refused, and may be repeated")
    func tooMany() async throws {
        var limits = HTTPServerLimits.small
        limits.http2.maximumStreamsInAll = 10
        try await GuardedServer.runTLS(limits) { server in
            let peers = [try await server.peer(), try await server.peer()]
            for peer in peers {
                for number in 0..<8 {
                    await peer.send(HTTP2Frames.headers(number * 2 + 1, HTTP2Frames.request("GET", "/slow")))
                }
            }
            var (served, refused) = (0, 0)
            for peer in peers {
                for number in 0..<8 {
                    let answer = await peer.answer(number * 2 + 1)
                    if answer.status == 200 { served += 1 }
                    if answer.resetCode == WireCode.refusedStream { refused += 1 }
                }
            }
            #expect(served == 10)
            #expect(refused == 6)
        }
    }
}
