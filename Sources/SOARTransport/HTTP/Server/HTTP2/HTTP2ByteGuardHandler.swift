//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOSSL

/// The guard between TLS and NIOHTTP2: sees what comes, what goes, and every wish to close.
final class HTTP2ByteGuardHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let connection: HTTP2ConnectionGuard

    init(_ connection: HTTP2ConnectionGuard) {
        self.connection = connection
    }

    func handlerAdded(context: ChannelHandlerContext) {
        connection.bytes = context
        connection.settle()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        connection.disconnected()
        connection.bytes = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        connection.disconnected()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let (goesOn, action) = connection.state.take(Self.unwrapInboundIn(data), at: .now())
        connection.perform(action)
        guard goesOn else { return }
        context.fireChannelRead(data)
        connection.perform(connection.state.taken())
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        connection.settle()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        connection.state.writability(context.channel.isWritable, at: .now(), unsent: connection.unsent)
        connection.settle()
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: connection.perform(connection.state.quiesce(at: .now()))
        // Without its frames of control no stream goes on for long.
        case ChannelEvent.inputClosed: connection.perform(connection.state.close())
        default: context.fireUserInboundEventTriggered(event)
        }
        connection.settle()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // HTTP/2 itself says where a stream ends, so an end without TLS's farewell is one like any other.
        if let error = error as? NIOSSLError, error == .uncleanShutdown { return }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard connection.state.isOpen else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        if case .byteBuffer(let bytes) = Self.unwrapOutboundIn(data) { connection.state.write(bytes) }
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        connection.perform(connection.state.wrote())
        connection.settle()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if let promise { context.channel.closeFuture.cascade(to: promise) }
        // A connection's task that is cancelled closes for reading. Then there is no time for peace.
        connection.perform(mode == .input ? connection.state.close() : connection.state.finish())
        connection.settle()
    }
}

@available(*, unavailable)
extension HTTP2ByteGuardHandler: Sendable {}
