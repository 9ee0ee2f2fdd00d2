//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// An open way to a syslog receiver.
struct SyslogLink: Sendable {
    let channel: any Channel
    private let fault: SyslogFault

    var isOpen: Bool { channel.isActive && fault.error == nil }

    /// Bytes that the system takes from us before the other side has them; what is in there is lost with a connection.
    private static let bufferBytes: SocketOptionValue = 256 * 1024

    /// Linux's TCP_USER_TIMEOUT: how long data may go unacknowledged by the other machine.
    ///
    /// Without it a machine that has vanished is noticed only after a quarter of an hour.
    private static let userTimeout = NIOBSDSocket.Option(rawValue: 18)

    /// Makes the connection; for TLS the handshake is done with the first write.
    ///
    /// - Parameters:
    ///   - address: Of the receiver.
    ///   - tls: For TLS.
    ///   - configuration: What it may cost.
    /// - Returns: The link, connected.
    /// - Throws: What stands in the way.
    static func open(
        _ address: SyslogAddress, tls: NIOSSLContext?, _ configuration: SyslogDestination.Configuration
    ) async throws -> SyslogLink {
        let fault = SyslogFault()
        let group = MultiThreadedEventLoopGroup.singleton
        if address.transport == .udp {
            // Finding the address may block.
            let target = try await NIOThreadPool.singleton.runIfActive {
                try SocketAddress.makeAddressResolvingHost(address.host, port: address.port)
            }
            let channel = try await DatagramBootstrap(group: group)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(SyslogInboundHandler(fault))
                    }
                }
                .connect(to: target).get()
            return SyslogLink(channel: channel, fault: fault)
        }
        var bootstrap = ClientBootstrap(group: group)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.socketOption(.so_sndbuf), value: bufferBytes)
        #if os(Linux)
        let (seconds, attoseconds) = configuration.silenceLimit.components
        let milliseconds = SocketOptionValue(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        bootstrap = bootstrap.channelOption(.tcpOption(userTimeout), value: milliseconds)
        #endif
        let channel = try await bootstrap.channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                if let tls {
                    // A name goes into the handshake; an address is held against the certificate without that.
                    let name = IPAddress(address.host) == nil ? address.host : nil
                    let handler = try NIOSSLClientHandler(context: tls, serverHostname: name)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
                try channel.pipeline.syncOperations.addHandler(SyslogInboundHandler(fault))
            }
        }
        .connect(host: address.host, port: address.port).get()
        return SyslogLink(channel: channel, fault: fault)
    }

    /// Writes everything and returns when the system has taken it.
    ///
    /// - Throws: Why it could not be written, or not in time; then the link is closed.
    func write(_ buffers: [ByteBuffer], within limit: TimeAmount) async throws {
        let (channel, fault) = (channel, fault)
        let deadline = channel.eventLoop.scheduleTask(in: limit) {
            fault.note(AuditDeliveryError("it takes no more data"))
            channel.close(promise: nil)
        }
        defer { deadline.cancel() }
        do {
            try await withTaskCancellationHandler {
                let writes = buffers.map { channel.write($0) }
                channel.flush()
                try await EventLoopFuture.andAllSucceed(writes, on: channel.eventLoop).get()
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch {
            channel.close(promise: nil)
            // What came first says more than that the connection is closed.
            throw fault.error ?? error
        }
    }

    /// Says that nothing more comes, and waits until the other side has read to that end.
    ///
    /// - Returns: Whether it said so, by closing without a complaint.
    func finish(within limit: TimeAmount) async -> Bool {
        let channel = channel
        let isLate = SyslogFault()
        let deadline = channel.eventLoop.scheduleTask(in: limit) {
            isLate.note(AuditDeliveryError("late"))
            channel.close(promise: nil)
        }
        defer { deadline.cancel() }
        channel.close(mode: .output, promise: nil)
        await withTaskCancellationHandler {
            _ = try? await channel.closeFuture.get()
        } onCancel: {
            isLate.note(AuditDeliveryError("cancelled"))
            channel.close(promise: nil)
        }
        return fault.error == nil && isLate.error == nil
    }
}

/// The first thing that went wrong with a connection.
final class SyslogFault: Sendable {
    private let first = Mutex<(any Error)?>(nil)

    var error: (any Error)? { first.withLock(\.self) }

    func note(_ error: any Error) {
        first.withLock { first in
            if first == nil { first = error }
        }
    }
}

/// Forgets what a receiver sends, for syslog has no answers, and closes after an error.
private final class SyslogInboundHandler: ChannelInboundHandler {
    typealias InboundIn = Never

    private let fault: SyslogFault

    init(_ fault: SyslogFault) { self.fault = fault }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fault.note(error)
        context.close(promise: nil)
    }
}
