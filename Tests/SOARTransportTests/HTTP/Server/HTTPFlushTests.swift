//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import SOARTransport

@Suite("What a guarded connection sends")
struct HTTPFlushTests {
    /// Counts how often what was written is handed to the socket.
    private final class FlushCounter: ChannelOutboundHandler {
        typealias OutboundIn = IOData

        var count = 0

        func flush(context: ChannelHandlerContext) {
            count += 1
            context.flush()
        }
    }

    private let channel = EmbeddedChannel()
    private let counter = FlushCounter()

    init() throws {
        let connection = HTTPConnectionGuard(limits: HTTPServerLimits(), logger: Logger(label: "test"))
        try channel.pipeline.syncOperations.addHandlers([counter, HTTPByteGuardHandler(connection)])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    private func send(_ text: String) {
        channel.write(ByteBuffer(string: text), promise: nil)
        channel.flush()
    }

    @Test("leaves together when the event loop has done what it has to do")
    func together() throws {
        send("one")
        send("two")
        #expect(counter.count == 0)
        channel.embeddedEventLoop.run()
        #expect(counter.count == 1)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: "one"))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: "two"))
        send("three")
        channel.embeddedEventLoop.run()
        #expect(counter.count == 2)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: "three"))
    }

    @Test("leaves before the connection is closed")
    func beforeTheEnd() throws {
        send("last")
        channel.close(promise: nil)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: "last"))
        channel.embeddedEventLoop.run()
        #expect(counter.count == 1)
    }
}
