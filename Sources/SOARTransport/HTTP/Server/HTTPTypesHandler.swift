//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Translates between NIO's HTTP and HTTP types, and ends a connection without a request when the server is to end.
///
/// In place of `HTTP1ToHTTPServerCodec` and Hummingbird's connection state: the one has Foundation read each target as a
/// URL, the other keeps times that ``HTTPConnectionState`` keeps already.
final class HTTPTypesHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let isEncrypted: Bool
    /// A request has been handed on that has not been answered.
    private var isAnswering = false

    init(isEncrypted: Bool) { self.isEncrypted = isEncrypted }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            isAnswering = true
            do {
                let request = try HTTPRequest(head, isEncrypted: isEncrypted)
                context.fireChannelRead(Self.wrapInboundOut(.head(request)))
            } catch {
                context.fireErrorCaught(error)
            }
        case .body(let part): context.fireChannelRead(Self.wrapInboundOut(.body(part)))
        case .end(let trailers):
            let trailers = trailers.map { HTTPFields($0, splitCookie: false) }
            context.fireChannelRead(Self.wrapInboundOut(.end(trailers)))
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        // With a request the connection ends when that is answered; the part guard sees to it.
        if !isAnswering { context.close(promise: nil) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch Self.unwrapOutboundIn(data) {
        case .head(let head):
            context.write(Self.wrapOutboundOut(.head(HTTPResponseHead(head))), promise: promise)
        case .body(let body):
            context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: promise)
        case .end(let trailers):
            // Before it is written: then the next request may come.
            isAnswering = false
            context.write(Self.wrapOutboundOut(.end(trailers.map(HTTPHeaders.init))), promise: promise)
        }
    }
}

@available(*, unavailable)
extension HTTPTypesHandler: Sendable {}
