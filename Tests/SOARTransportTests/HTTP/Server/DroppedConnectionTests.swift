//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Hummingbird
import Logging
import NIOCore
import NIOPosix
import SOARTransport
import TestSupport
import Testing

@Suite("A connection that nobody handles", .timeLimit(.minutes(1)))
struct DroppedConnectionTests {
    @Test("does not end the process, when the server is stopping as it comes in")
    func dropped() async throws {
        let connections = GuardedHTTP1Channel(responder: { _, _, _ in })
        // What a server does that has just stopped: it lets go of the connection.
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                connections.setup(channel: channel, logger: Logger(label: "test")).map { _ in }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        for _ in 0..<10 {
            let client = try RawClient(port: port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        }
        try await Task.sleep(for: .milliseconds(200))
        try await server.close()
    }
}
