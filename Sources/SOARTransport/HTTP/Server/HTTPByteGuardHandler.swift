//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HummingbirdCore
import NIOCore
import NIOSSL
import NIOTLS

/// The guard next to the socket: sees when bytes come, how many, and every wish to read or close.
final class HTTPByteGuardHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let connection: HTTPConnectionGuard
    private var isFlushScheduled = false

    init(_ connection: HTTPConnectionGuard) {
        self.connection = connection
    }

    func handlerAdded(context: ChannelHandlerContext) {
        connection.bytes = context
        guard context.channel.isActive else { return }
        connected()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        connection.disconnected()
        connection.bytes = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        connected()
        context.fireChannelActive()
    }

    private func connected() {
        connection.state.connected(at: .now(), isEncrypted: connection.isEncrypted)
        connection.settle()
    }

    func channelInactive(context: ChannelHandlerContext) {
        connection.disconnected()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard connection.state.take(bytes: Self.unwrapInboundIn(data).readableBytes, at: .now()) else { return }
        context.fireChannelRead(data)
        connection.perform(connection.state.decoded())
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        connection.state.isReading = false
        context.fireChannelReadComplete()
        // Above, nobody asks for what is only thrown away.
        if !connection.state.takesAnswers { connection.read() }
        connection.settle()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        connection.state.writability(context.channel.isWritable, at: .now(), unsent: connection.unsent)
        connection.settle()
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            connection.state.quiesce()
            return endWhenIdle(context)
        case TLSUserEvent.handshakeCompleted: connection.state.handshaken(at: .now())
        default: break
        }
        context.fireUserInboundEventTriggered(event)
        connection.settle()
    }

    /// A connection with a request ends when that is answered, one without when a request that was on its way has had time.
    private func endWhenIdle(_ context: ChannelHandlerContext) {
        context.eventLoop.assumeIsolated().scheduleTask(in: connection.state.waits.farewell) { [connection] in
            guard let bytes = connection.bytes, connection.state.answering == .idle else { return }
            bytes.channel.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? NIOSSLError {
            // HTTP itself says where a message ends, so an end without TLS's farewell is one like any other.
            if error == .uncleanShutdown { return }
            connection.handshakeFailed(error)
        }
        context.fireErrorCaught(error)
    }

    func read(context: ChannelHandlerContext) {
        connection.read()
    }

    /// Sends what was written when the event loop has done what it has to do now: the answers of a tick leave together, and a
    /// client with many connections is woken once.
    func flush(context: ChannelHandlerContext) {
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        context.eventLoop.assumeIsolated().execute { self.flushNow() }
    }

    private func flushNow() {
        guard isFlushScheduled else { return }
        isFlushScheduled = false
        connection.bytes?.flush()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        flushNow()
        switch connection.state.close(mode) {
        case .asWished:
            // TLS can't close one side of it for reading.
            context.close(mode: connection.isEncrypted && mode == .input ? .all : mode, promise: promise)
        case .gently(let action):
            if let promise { context.channel.closeFuture.cascade(to: promise) }
            connection.perform(action)
            connection.settle()
        }
    }
}

@available(*, unavailable)
extension HTTPByteGuardHandler: Sendable {}
