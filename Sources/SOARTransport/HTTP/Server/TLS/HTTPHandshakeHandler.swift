//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HummingbirdCore
import Logging
import NIOCore
import NIOTLS

/// Above TLS until its handshake has come to its end, within the limit; then what was agreed upon takes its place.
final class HTTPHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let waits: HTTPConnectionWaits
    private let logger: Logger
    /// Adds the protocol's handlers above this one, for the name that ALPN gives it.
    private let agree: (String?) throws -> NegotiatedConnection
    private let agreed: EventLoopPromise<NegotiatedConnection>
    private var isAgreed = false
    private var isQuiescing = false
    private var timer: Scheduled<Void>?

    init(
        limits: HTTPServerLimits, logger: Logger, agreed: EventLoopPromise<NegotiatedConnection>,
        agree: @escaping (String?) throws -> NegotiatedConnection
    ) {
        waits = HTTPConnectionWaits(limits)
        self.logger = logger
        self.agree = agree
        self.agreed = agreed
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { close(in: waits.handshake, context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        if !isAgreed { agreed.fail(ChannelError.ioOnClosedChannel) }
    }

    func channelActive(context: ChannelHandlerContext) {
        close(in: waits.handshake, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    private func close(in time: TimeAmount, _ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted(let name): finish(name, context)
        case ChannelEvent.inputClosed: context.close(promise: nil)
        case is ChannelShouldQuiesceEvent:
            isQuiescing = true
            close(in: waits.farewell, context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    private func finish(_ name: String?, _ context: ChannelHandlerContext) {
        do {
            let connection = try agree(name)
            isAgreed = true
            agreed.succeed(connection)
        } catch {
            logger.debug("No protocol was agreed upon", metadata: ["error": "\(error)"])
            return context.close(promise: nil)
        }
        if isQuiescing { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        logger.debug("TLS failed", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }
}

@available(*, unavailable)
extension HTTPHandshakeHandler: Sendable {}
