//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// The guard of one stream, next to NIOHTTP2: judges the request, times it, and sees the answer.
final class HTTP2StreamGuardHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias InboundOut = HTTP2Frame.FramePayload
    typealias OutboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    /// Larger pieces of an answer are sent in several, so that it shows when the peer takes some of it.
    private static let pieceBytes = 8 * 1024

    private let limits: HTTPServerLimits
    private let logger: Logger
    /// Makes ready what a good request goes to; false where there are too many already.
    private let admit: (any Channel) throws -> Bool
    private var state: HTTP2StreamState
    private var isHead = false
    private var timer: (due: NIODeadline, task: Scheduled<Void>)?

    init(limits: HTTPServerLimits, logger: Logger, admit: @escaping (any Channel) throws -> Bool) {
        self.limits = limits
        self.logger = logger
        self.admit = admit
        state = HTTP2StreamState(HTTPConnectionWaits(limits))
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func end() {
        state.closed()
        timer?.task.cancel()
        timer = nil
    }

    func read(context: ChannelHandlerContext) {
        state.isReading = true
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .headers(let headers) where state.receiving == .head:
            receive(headers, context: context)
        case .headers(let trailers):
            do throws(HTTPRefusal) {
                try HTTP2RequestHead.checkSize(trailers.headers, limits)
            } catch {
                return perform(state.fail(with: error, at: .now()), context: context)
            }
            guard state.takeBody(isLast: trailers.endStream, at: .now()) else { return }
            context.fireChannelRead(data)
        case .data(let body):
            guard state.takeBody(isLast: body.endStream, at: .now()) else { return }
            context.fireChannelRead(data)
        default: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        state.isReading = false
        context.fireChannelReadComplete()
        settle(context)
    }

    private func receive(_ headers: HTTP2Frame.FramePayload.Headers, context: ChannelHandlerContext) {
        let head: HTTP2RequestHead
        do throws(HTTPRefusal) {
            head = try HTTP2RequestHead(headers.headers, isWhole: headers.endStream, limits: limits)
        } catch {
            isHead = headers.headers.first(name: ":method") == "HEAD"
            return perform(state.refuse(error, isWhole: headers.endStream, at: .now()), context: context)
        }
        guard (try? admit(context.channel)) == true else { return reset(.refusedStream, context: context) }
        isHead = head.isHead
        state.deliver(isWhole: headers.endStream, at: .now())
        if head.expectsContinue {
            let fields: HPACKHeaders = [":status": "100"]
            context.writeAndFlush(Self.wrapOutboundOut(.headers(.init(headers: fields))), promise: nil)
        }
        context.fireChannelRead(
            Self.wrapInboundOut(.headers(.init(headers: head.fields, endStream: headers.endStream))))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard state.takesAnswers else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch Self.unwrapOutboundIn(data) {
        case .headers(var headers):
            Self.removeConnectionFields(from: &headers.headers)
            let isInformational = headers.headers.first(name: ":status")?.utf8.first == UInt8(ascii: "1")
            if !isInformational { state.answer(isLast: headers.endStream, at: .now()) }
            send(.headers(headers), bytes: 1, promise: promise, context: context)
        case .data(var body):
            if body.endStream { state.answer(isLast: true, at: .now()) }
            if isHead { body.data = .byteBuffer(ByteBuffer()) }
            send(body, promise: promise, context: context)
        case let payload:
            context.write(Self.wrapOutboundOut(payload), promise: promise)
        }
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        settle(context)
    }

    private func send(
        _ body: HTTP2Frame.FramePayload.Data, promise: EventLoopPromise<Void>?, context: ChannelHandlerContext
    ) {
        guard case .byteBuffer(var rest) = body.data, rest.readableBytes > Self.pieceBytes else {
            return send(.data(body), bytes: max(body.data.readableBytes, 1), promise: promise, context: context)
        }
        while rest.readableBytes > Self.pieceBytes, let piece = rest.readSlice(length: Self.pieceBytes) {
            send(.data(.init(data: .byteBuffer(piece))), bytes: Self.pieceBytes, promise: nil, context: context)
        }
        let last = HTTP2Frame.FramePayload.Data(data: .byteBuffer(rest), endStream: body.endStream)
        send(.data(last), bytes: rest.readableBytes, promise: promise, context: context)
    }

    private func send(
        _ payload: HTTP2Frame.FramePayload, bytes: Int, promise: EventLoopPromise<Void>?,
        context: ChannelHandlerContext
    ) {
        let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
        state.send(bytes, at: .now())
        sent.futureResult.assumeIsolated().whenComplete { _ in self.state.sent(bytes, at: .now()) }
        context.write(Self.wrapOutboundOut(payload), promise: sent)
    }

    /// Does what the state has decided.
    private func perform(_ action: HTTP2StreamState.Action, context: ChannelHandlerContext) {
        switch action {
        case .nothing: break
        case .refuse(let refusal, let resetting):
            logger.debug("Request refused by the server", metadata: ["http.refusal": "\(refusal)"])
            write(refusal, context: context)
            if resetting { reset(.noError, context: context) }
        case .reset(let code): reset(code, context: context)
        }
    }

    private func reset(_ code: HTTP2ErrorCode, context: ChannelHandlerContext) {
        context.writeAndFlush(Self.wrapOutboundOut(.rstStream(code)), promise: nil)
    }

    /// Writes the server's own answer.
    private func write(_ refusal: HTTPRefusal, context: ChannelHandlerContext) {
        let body = refusal.body
        let fields: HPACKHeaders = [
            ":status": "\(refusal.status.code)", "content-type": "application/json",
            "content-length": "\(body.utf8.count)",
        ]
        send(.headers(.init(headers: fields, endStream: isHead)), bytes: 1, promise: nil, context: context)
        if !isHead {
            let data = HTTP2Frame.FramePayload.Data(data: .byteBuffer(ByteBuffer(string: body)), endStream: true)
            send(data, promise: nil, context: context)
        }
        context.flush()
        settle(context)
    }

    private func settle(_ context: ChannelHandlerContext) {
        guard let deadline = state.deadline else { return }
        // A timer that comes too early is set anew when it fires.
        if let timer, timer.due <= deadline { return }
        timer?.task.cancel()
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.timer = nil
            self.perform(self.state.expired(at: .now()), context: context)
            self.settle(context)
        }
        timer = (deadline, task)
    }

    /// Leaves out what has no place in HTTP/2, wherever the application has it from (RFC 9113 §8.2.2).
    private static func removeConnectionFields(from fields: inout HPACKHeaders) {
        for name in ["connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection"]
        where fields.contains(name: name) {
            fields.remove(name: name)
        }
    }
}

@available(*, unavailable)
extension HTTP2StreamGuardHandler: Sendable {}
