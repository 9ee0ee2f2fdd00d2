//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import TestSupport
import Testing

@Suite("The end of a server that speaks HTTP/2", .serialized, .enabled(if: SelfSignedCertificate.canBeMade))
struct HTTP2ShutdownTests {
    /// Calls, eight at a time, until the server wants no more; which streams were sent.
    private static func work(_ peer: HTTP2Peer, _ client: MCPTestClient) async -> [Int] {
        let request = client.toolRequest("list_playbooks_quick")
        let fields = HTTP2Peer.fields(of: request)
        var sent: [Int] = []
        while true {
            let streams = (0..<8).map { (sent.count + $0) * 2 + 1 }
            let bytes = streams.flatMap {
                HTTP2Frames.headers($0, fields, ends: false) + HTTP2Frames.data($0, request.body, ends: true)
            }
            guard await peer.offer(bytes) else { return sent }
            sent += streams
            await peer.wait { now in now.isClosed || streams.allSatisfy { now.answers[$0]?.isOver == true } }
        }
    }

    @Test("under load loses no call that was sent before the client heard of it, and is clean and in time")
    func drains() async throws {
        try await SelfSignedCertificate.with { made in
            let environment = ["TLS_CERTIFICATE": made.certificatePath, "TLS_KEY": made.keyPath]
            try await withRunningServer(environment: environment) { server in
                let client = server.client(try server.newToken("worker"))
                var peers: [HTTP2Peer] = []
                for _ in 0..<4 { peers.append(try await HTTP2Peer(port: server.mcpPort)) }
                let (answered, lost) = try await withThrowingTaskGroup(of: (Int, Int).self) { tasks in
                    for peer in peers {
                        tasks.addTask {
                            let sent = await Self.work(peer, client)
                            await peer.wait { $0.isClosed }
                            let answers = peer.now.answers
                            let whole = sent.count { answers[$0]?.isComplete == true && answers[$0]?.status == 200 }
                            return (whole, sent.count - whole)
                        }
                    }
                    try await Task.sleep(for: .seconds(1))
                    let begun = ContinuousClock.now
                    let ended = server.end()
                    #expect(ended.status == 0 && !ended.wasSignalled)
                    #expect(begun.duration(to: .now) < .seconds(10))
                    return try await tasks.reduce(into: (0, 0)) { $0 = ($0.0 + $1.0, $0.1 + $1.1) }
                }
                #expect(answered > 100)
                #expect(lost == 0)
                #expect(try server.auditRecords().count >= answered)
            }
        }
    }
}
