//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HummingbirdCore
public import Logging
public import NIOCore
import NIOHTTP1
public import NIOHTTPTypes
import NIOSSL

/// One accepted connection that speaks HTTP/1.1 within ``HTTPServerLimits``.
///
/// From the socket upwards: TLS where there is a certificate, byte guard, response encoder, request decoder, part guard,
/// translation to HTTP types, the application. Both guards work on one `HTTPConnectionState`.
public struct GuardedHTTP1Channel: ServerChildChannel, HTTPChannelHandler {
    public typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    /// What answers requests.
    public let responder: Responder
    private let limits: HTTPServerLimits
    private let certificate: ServerCertificate?

    /// A connection type for `Server`; `HTTPServerBuilder.guardedHTTP1(limits:certificate:)` is the usual way to it.
    public init(
        responder: @escaping Responder, limits: HTTPServerLimits = HTTPServerLimits(),
        certificate: ServerCertificate? = nil
    ) {
        self.responder = responder
        self.limits = limits
        self.certificate = certificate
    }

    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            if let certificate {
                let handler = NIOSSLServerHandler(context: certificate.http1Context)
                try channel.pipeline.syncOperations.addHandler(handler)
            }
            return try addHandlers(to: channel, isHandshaken: false, logger: logger)
        }
    }

    /// Adds all that is above the socket, or TLS; on the channel's event loop.
    ///
    /// `isHandshaken`: TLS has been agreed upon already.
    func addHandlers(to channel: any Channel, isHandshaken: Bool, logger: Logger) throws -> Value {
        let connection = HTTPConnectionGuard(limits: limits, isEncrypted: certificate != nil, logger: logger)
        var decoder = NIOHTTPDecoderLimitConfiguration()
        decoder.maxHeaderFieldSize = limits.headerBytes
        decoder.maxHeaderListSize = limits.headerBytes
        decoder.maxHeaderFieldCount = limits.headerCount

        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(HTTPByteGuardHandler(connection))
        if isHandshaken { connection.state.handshaken(at: .now()) }
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false,  // the part guard hands on one request at a time
            withErrorHandling: false,  // the part guard answers the decoder's errors
            withOutboundHeaderValidation: false,  // HTTP types can't hold an invalid field
            withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: decoder
        )
        try pipeline.addHandler(HTTPPartGuardHandler(connection))
        try pipeline.addHandler(HTTPTypesHandler(isEncrypted: certificate != nil))
        let value: Value = try NIOAsyncChannel(
            wrappingChannelSynchronously: channel,
            configuration: .init(isOutboundHalfClosureEnabled: true)
        )
        // A connection that comes in while the server stops may be dropped before anybody handles it, and NIO traps
        // where one is let go while it is open (swift-nio, issue 2813): so it is held until it is closed.
        channel.closeFuture.whenComplete { _ in withExtendedLifetime(value) {} }
        return value
    }

    @concurrent
    public func handle(value: Value, logger: Logger) async {
        await ConnectionScope.run { action in
            let channel = value.channel
            channel.eventLoop.execute {
                let parts = try? channel.pipeline.syncOperations.handler(type: HTTPPartGuardHandler.self)
                parts?.whenInputCloses(action)
            }
        } onClose: { action in
            value.channel.closeFuture.whenComplete { _ in action() }
        } _: {
            await withTaskExecutorPreference(EventLoopTaskExecutor(value.channel.eventLoop)) {
                await handleHTTP(asyncChannel: value, logger: logger)
            }
        }
    }
}
