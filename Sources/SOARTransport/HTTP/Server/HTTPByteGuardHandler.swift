//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HummingbirdCore
import NIOCore

/// The guard next to the socket: sees when bytes come, how many, and every wish to read or close.
final class HTTPByteGuardHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let connection: HTTPConnectionGuard

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
        connection.state.connected(at: .now())
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
        if event is ChannelShouldQuiesceEvent { connection.state.quiesce() }
        context.fireUserInboundEventTriggered(event)
        connection.settle()
    }

    func read(context: ChannelHandlerContext) {
        connection.read()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch connection.state.close(mode) {
        case .asWished:
            context.close(mode: mode, promise: promise)
        case .gently(let action):
            if let promise { context.channel.closeFuture.cascade(to: promise) }
            connection.perform(action)
            connection.settle()
        }
    }
}

@available(*, unavailable)
extension HTTPByteGuardHandler: Sendable {}
