//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization

/// A syslog receiver on a real socket of the loopback interface that keeps what it gets, and can be taken away.
package final class SyslogSink: Sendable {
    private struct State {
        var messages: [String] = []
        var listener: (any Channel)?
        var connections: [any Channel] = []
        var faults: [String] = []
        var accepted = 0
    }

    private let state = Mutex(State())
    private let tls: TLSConfiguration?
    private let isDatagram: Bool
    /// Whether it reads what comes.
    private let isReading = Mutex(true)

    package init(tls: TLSConfiguration? = nil, isDatagram: Bool = false) {
        self.tls = tls
        self.isDatagram = isDatagram
    }

    /// The messages in the order in which they came, without their frames.
    package var messages: [String] { state.withLock(\.messages) }
    /// What was no frame.
    package var faults: [String] { state.withLock(\.faults) }
    /// How many connections were made.
    package var accepted: Int { state.withLock(\.accepted) }

    /// Listens.
    ///
    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - reads: Whether it reads what comes.
    /// - Returns: The port.
    /// - Throws: What stands in the way of listening.
    @discardableResult
    package func start(port: Int = 0, reads: Bool = true) async throws -> Int {
        isReading.withLock { $0 = reads }
        let listener = try await isDatagram ? bindDatagrams(port) : bindConnections(port)
        state.withLock { $0.listener = listener }
        return listener.localAddress?.port ?? 0
    }

    /// Ends at once, as a process does that is killed: what it has not read is lost.
    package func stop() async throws {
        let (listener, connections) = state.withLock { state in
            defer { (state.listener, state.connections) = (nil, []) }
            return (state.listener, state.connections)
        }
        try await listener?.close().get()
        for connection in connections { try? await connection.close().get() }
    }

    /// Waits until something is so; false where it isn't within 20 seconds.
    package func waits(until isTrue: (SyslogSink) -> Bool) async throws -> Bool {
        for _ in 0..<4000 {
            if isTrue(self) { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    private func bindConnections(_ port: Int) async throws -> any Channel {
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        let reads = isReading.withLock(\.self)
        return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: reads)
            .childChannelInitializer { channel in
                self.state.withLock { state in
                    state.connections.append(channel)
                    state.accepted += 1
                }
                return channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    try channel.pipeline.syncOperations.addHandler(FrameReader(self.take, self.object))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
    }

    private func bindDatagrams(_ port: Int) async throws -> any Channel {
        try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_reuseaddr), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramReader(self.take))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
    }

    private func take(_ message: String) { state.withLock { $0.messages.append(message) } }

    private func object(_ fault: String) { state.withLock { $0.faults.append(fault) } }
}

/// Splits what comes by the lengths in front of the messages (RFC 6587 §3.4.1).
private final class FrameReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var pending: [UInt8] = []
    private let take: @Sendable (String) -> Void
    private let object: @Sendable (String) -> Void

    init(_ take: @escaping @Sendable (String) -> Void, _ object: @escaping @Sendable (String) -> Void) {
        self.take = take
        self.object = object
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pending += Self.unwrapInboundIn(data).readableBytesView
        var start = 0
        while let space = pending[start...].firstIndex(of: UInt8(ascii: " ")) {
            guard let length = Int(String(decoding: pending[start..<space], as: UTF8.self)), length > 0 else {
                return object("no length: \(String(decoding: pending[start...].prefix(80), as: UTF8.self))")
            }
            guard pending.count - space > length else { break }
            let message = pending[(space + 1)..<(space + 1 + length)]
            if let text = String(validating: message, as: UTF8.self) { take(text) } else { object("not UTF-8") }
            start = space + 1 + length
        }
        pending.removeFirst(start)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

private final class DatagramReader: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let take: @Sendable (String) -> Void

    init(_ take: @escaping @Sendable (String) -> Void) { self.take = take }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        take(String(buffer: Self.unwrapInboundIn(data).data))
    }
}
