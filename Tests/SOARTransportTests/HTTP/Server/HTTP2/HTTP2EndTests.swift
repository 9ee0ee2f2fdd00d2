//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARTransport
import TestSupport
import Testing

@Suite("HTTP/2, ends", .enabled(if: SelfSignedCertificate.canBeMade))
struct HTTP2EndTests {
    @Test("RST_STREAM ends the handler, and so does the end of the connection", arguments: [true, false])
    func cancels(_ resets: Bool) async throws {
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer()
            await peer.send(HTTP2Frames.headers(1, HTTP2Frames.request("GET", "/ended")))
            await peer.send(HTTP2Frames.headers(3, HTTP2Frames.request("GET", "/")))
            _ = await peer.answer(3)
            try await Task.sleep(for: .milliseconds(100))
            #expect(server.calls.all == ["/"])
            if resets { await peer.send(HTTP2Frames.reset(1)) } else { await peer.close() }
            #expect(await peer.wait { _ in server.calls.all.contains("cancelled: true") })
        }
    }

    @Test("at the end of the server what is open is finished, and nothing further is taken")
    func drains() async throws {
        let peers = try await Self.drained()
        for peer in peers {
            #expect(await peer.wait { $0.isClosed })
            #expect(peer.now.goAways == [0, 0])
            for stream in [1, 3, 5] {
                let answer = peer.now.answers[stream]
                #expect(answer?.body == "slow")
                #expect(answer?.isComplete == true)
            }
        }
    }

    private static func drained() async throws -> [HTTP2Peer] {
        var peers: [HTTP2Peer] = []
        try await SelfSignedCertificate.with { made in
            let files = CertificateFiles(certificatePath: made.certificatePath, keyPath: made.keyPath)
            peers = try await GuardedServer.run(.small, certificate: try ServerCertificate(files)) { server in
                var peers: [HTTP2Peer] = []
                for _ in 0..<10 { peers.append(try await server.peer()) }
                for peer in peers {
                    for stream in [1, 3, 5] {
                        await peer.send(HTTP2Frames.headers(stream, HTTP2Frames.request("GET", "/slow")))
                    }
                }
                while server.calls.all.count < 30 { try await Task.sleep(for: .milliseconds(5)) }
                return peers
            }
        }
        return peers
    }

    @Test("a peer that doesn't hear of the end holds nothing up")
    func deaf() async throws {
        let begun = ContinuousClock.now
        try await GuardedServer.runTLS { server in
            let peer = try await server.peer { $0.acknowledges = false }
            _ = await peer.ask(1, HTTP2Frames.request())
        }
        #expect(begun.duration(to: .now) < .seconds(5))
    }

    @Test("a new certificate is for new connections; those that are open go on")
    func reload() async throws {
        try await SelfSignedCertificate.with { first in
            try await first.other { second in
                let files = CertificateFiles(certificatePath: first.certificatePath, keyPath: first.keyPath)
                let certificate = try ServerCertificate(files)
                try await GuardedServer.run(certificate: certificate) { server in
                    let peer = try await server.peer()
                    await peer.send(HTTP2Frames.headers(1, HTTP2Frames.request("GET", "/stream")))
                    #expect(await peer.wait { $0.answers[1]?.status == 200 })
                    try second.replace(first)
                    #expect(try certificate.reload() == .replaced)
                    let answer = await peer.answer(1)
                    #expect(answer.isComplete)
                    let next = await peer.ask(3, HTTP2Frames.request())
                    #expect(next.status == 200)
                    let other = try await server.peer()
                    let there = await other.ask(1, HTTP2Frames.request())
                    #expect(there.status == 200)
                }
            }
        }
    }
}
