//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import NIOCore
import NIOHTTP2
import NIOHTTPTypes
import NIOHTTPTypesHTTP2

/// A connection that speaks HTTP/2 within ``HTTPServerLimits``, as the source of its requests.
///
/// From TLS upwards: byte guard, NIOHTTP2 with its own limits. And for each stream: stream guard, translation to HTTP
/// types, the application.
struct HTTP2Connection: Sendable {
    /// One request, on a stream of its own.
    struct Exchange: Sendable {
        let parts: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
        /// To be kept until the request's handler is through.
        let ticket: HTTP2RequestCount.Ticket
    }

    let channel: any Channel
    /// Every request that was found good and not too many.
    let exchanges: AsyncStream<Exchange>

    /// Sets up a connection whose handshake has just come to its end; on its event loop.
    init(_ channel: any Channel, limits: HTTPServerLimits, inAll: HTTP2RequestCount, logger: Logger) throws {
        let (exchanges, continuation) = AsyncStream.makeStream(of: Exchange.self)
        self.channel = channel
        self.exchanges = exchanges
        channel.closeFuture.whenComplete { _ in continuation.finish() }

        let connection = HTTP2ConnectionGuard(limits: limits, logger: logger)
        let bound = NIOLoopBound(connection, eventLoop: channel.eventLoop)
        let count = HTTP2RequestCount(limit: limits.http2.maximumStreams)
        let frames = NIOHTTP2Handler(
            mode: .server, eventLoop: channel.eventLoop, connectionConfiguration: .init(limits),
            streamConfiguration: .init(limits),
            streamDelegate: HTTP2StreamWitness(connection: bound)
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                let handler = HTTP2StreamGuardHandler(limits: limits, logger: logger) { stream in
                    guard bound.value.state.mayOpen(at: .now()),
                        let ticket = HTTP2RequestCount.ticket(count, inAll)
                    else { return false }
                    let pipeline = stream.pipeline.syncOperations
                    try pipeline.addHandler(HTTP2FramePayloadToHTTPServerCodec())
                    let parts = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                        wrappingChannelSynchronously: stream)
                    // As in `GuardedHTTP1Channel`: NIO traps where a stream is let go that nobody has handled.
                    stream.closeFuture.whenComplete { _ in withExtendedLifetime(parts) {} }
                    guard case .enqueued = continuation.yield(Exchange(parts: parts, ticket: ticket)) else {
                        return false
                    }
                    return true
                }
                try stream.pipeline.syncOperations.addHandler(handler)
            }
        }
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(HTTP2ByteGuardHandler(connection))
        try pipeline.addHandler(frames)
    }
}

extension NIOHTTP2Handler.ConnectionConfiguration {
    /// A head of up to twice its limit is decoded, so that it can be answered with 431.
    fileprivate init(_ limits: HTTPServerLimits) {
        self.init()
        initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: limits.http2.maximumStreams),
            HTTP2Setting(parameter: .initialWindowSize, value: limits.http2.windowBytes),
            HTTP2Setting(parameter: .maxHeaderListSize, value: 2 * limits.headerBytes),
        ]
        maximumSequentialEmptyDataFrames = limits.http2.maximumEmptyDataFrames
        maximumBufferedControlFrames = limits.http2.maximumBufferedControlFrames
        maximumSequentialContinuationFrames = limits.http2.maximumContinuationFrames
        // Counted over the whole life of a connection, which may be a proxy's. The rate below is what counts.
        maximumConnectionGlitches = .max
        controlFrameRateLimit.maximumCount = limits.http2.maximumControlFrames
        controlFrameRateLimit.windowLength = TimeAmount(limits.http2.rateWindow)
    }
}

extension NIOHTTP2Handler.StreamConfiguration {
    fileprivate init(_ limits: HTTPServerLimits) {
        self.init()
        targetWindowSize = limits.http2.windowBytes
        streamResetFrameRateLimit.maximumCount = limits.http2.maximumResets
        streamResetFrameRateLimit.windowLength = TimeAmount(limits.http2.rateWindow)
        streamErrorRateLimit.maximumCount = limits.http2.maximumStreamErrors
        streamErrorRateLimit.windowLength = TimeAmount(limits.http2.rateWindow)
    }
}
