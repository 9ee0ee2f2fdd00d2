//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP1

/// The guard behind the decoder: judges requests, hands them on one at a time, and sees the answers.
final class HTTPPartGuardHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let connection: HTTPConnectionGuard
    private var onInputClosed: (@Sendable () -> Void)?

    init(_ connection: HTTPConnectionGuard) {
        self.connection = connection
    }

    /// Does something when the peer will send nothing more; at once where it has said so already.
    func whenInputCloses(_ action: @escaping @Sendable () -> Void) {
        if connection.state.isInputClosed { action() } else { onInputClosed = action }
    }

    func handlerAdded(context: ChannelHandlerContext) { connection.parts = context }

    func handlerRemoved(context: ChannelHandlerContext) { connection.parts = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = Self.unwrapInboundIn(data)
        let goesOn =
            switch part {
            case .head(let head): receive(head, context: context)
            case .body: connection.state.takeBody(at: .now())
            case .end: connection.state.takeEnd(at: .now())
            }
        guard goesOn else { return }
        if connection.held.isEmpty {
            context.fireChannelRead(data)
        } else {
            connection.held.append(.part(part))
        }
    }

    /// Says whether the head is still to be handed on.
    private func receive(_ head: HTTPRequestHead, context: ChannelHandlerContext) -> Bool {
        switch connection.state.take(head, at: .now()) {
        case .deliver(let traits):
            connection.deliver(head, traits, to: context)
        case .hold(let traits):
            connection.held.append(.head(head, traits))
        case .drop(let action):
            connection.perform(action)
        }
        return false
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A connection that is gone shows as a request that ends too early: nobody is there to be answered.
        guard let parserError = error as? HTTPParserError, connection.state.ending != .closed else {
            context.fireErrorCaught(error)
            return
        }
        connection.perform(connection.state.fail(with: HTTPRefusal(parserError)))
        connection.settle()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        onInputClosed?()
        let (goesOn, action) = connection.state.inputClosed()
        if goesOn {
            if connection.held.isEmpty {
                context.fireUserInboundEventTriggered(event)
            } else {
                connection.held.append(.inputClosed)
            }
        }
        connection.perform(action)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard connection.state.takesAnswers else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch Self.unwrapOutboundIn(data) {
        case .head(let head) where head.status.code >= 200:
            context.write(Self.wrapOutboundOut(.head(adapted(head))), promise: promise)
        case .head, .body:
            context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            connection.perform(connection.state.answered(at: .now()))
            connection.settle()
        }
    }

    /// The answer's head in the peer's version, and saying so if the connection ends with it.
    private func adapted(_ head: HTTPResponseHead) -> HTTPResponseHead {
        var head = head
        let announces = head.headers.contains(name: "connection") && !head.isKeepAlive
        if connection.state.answer(announcingClose: announces), !announces {
            head.headers.replaceOrAdd(name: "connection", value: "close")
        }
        if connection.state.current.contains(.isVersion10) { head.version = .http1_0 }
        return head
    }
}

@available(*, unavailable)
extension HTTPPartGuardHandler: Sendable {}
