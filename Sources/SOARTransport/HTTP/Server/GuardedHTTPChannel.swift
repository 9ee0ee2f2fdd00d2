//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HummingbirdCore
public import Logging
public import NIOCore
import NIOHTTPTypes
import NIOSSL

/// One accepted connection that speaks TLS, and HTTP/2 or HTTP/1.1 as its peer prefers, within ``HTTPServerLimits``.
///
/// The peer says in the handshake what it speaks (ALPN, RFC 9113 §3.2); one that says nothing speaks HTTP/1.1. What goes
/// for the connection then is what goes for a ``GuardedHTTP1Channel``, or the same limits for each stream of HTTP/2.
public struct GuardedHTTPChannel: ServerChildChannel, HTTPChannelHandler {
    /// A connection, and what was agreed upon in its handshake.
    public struct Value: ServerChildChannelValue {
        public let channel: any Channel
        let connection: EventLoopFuture<NegotiatedConnection>
    }

    /// What answers requests.
    public let responder: Responder
    private let limits: HTTPServerLimits
    private let certificate: ServerCertificate
    private let http1: GuardedHTTP1Channel
    private let streamsInAll: HTTP2RequestCount

    /// A connection type for `Server`; `HTTPServerBuilder.guarded(limits:certificate:)` is the usual way to it.
    public init(
        responder: @escaping Responder, limits: HTTPServerLimits = HTTPServerLimits(), certificate: ServerCertificate
    ) {
        self.responder = responder
        self.limits = limits
        self.certificate = certificate
        http1 = GuardedHTTP1Channel(responder: responder, limits: limits, certificate: certificate)
        streamsInAll = HTTP2RequestCount(limit: limits.http2.maximumStreamsInAll)
    }

    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let agreed = channel.eventLoop.makePromise(of: NegotiatedConnection.self)
            let handshake = HTTPHandshakeHandler(limits: limits, logger: logger, agreed: agreed) { name in
                switch name {
                case "h2":
                    .http2(try HTTP2Connection(channel, limits: limits, inAll: streamsInAll, logger: logger))
                case "http/1.1", nil:
                    .http1(try http1.addHandlers(to: channel, isHandshaken: true, logger: logger))
                default: throw ChannelError.inappropriateOperationForState
                }
            }
            let value = Value(channel: channel, connection: agreed.futureResult)
            do {
                let pipeline = channel.pipeline.syncOperations
                try pipeline.addHandler(NIOSSLServerHandler(context: certificate.context))
                try pipeline.addHandler(handshake)
            } catch {
                agreed.fail(error)
                throw error
            }
            return value
        }
    }

    @concurrent
    public func handle(value: Value, logger: Logger) async {
        let connection = await withTaskCancellationHandler {
            try? await value.connection.get()
        } onCancel: {
            value.channel.close(promise: nil)
        }
        switch connection {
        case nil: break
        case .http1(let parts): await http1.handle(value: parts, logger: logger)
        case .http2(let connection): await serve(connection, logger: logger)
        }
    }

    private func serve(_ connection: HTTP2Connection, logger: Logger) async {
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { tasks in
                for await exchange in connection.exchanges {
                    tasks.addTask { await serve(exchange, logger: logger) }
                }
            }
        } onCancel: {
            connection.channel.close(mode: .input, promise: nil)
        }
    }

    @concurrent
    private func serve(_ exchange: HTTP2Connection.Exchange, logger: Logger) async {
        // A stream is to its request what a connection is to HTTP/1.1: what the request started ends with it.
        await ConnectionScope.run { action in
            exchange.parts.channel.closeFuture.whenComplete { _ in action() }
        } _: {
            await handleHTTP(asyncChannel: exchange.parts, logger: logger)
        }
        withExtendedLifetime(exchange.ticket) {}
    }
}

/// A connection, by what is spoken on it.
enum NegotiatedConnection: Sendable {
    case http1(GuardedHTTP1Channel.Value)
    case http2(HTTP2Connection)
}
