//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHPACK
import NIOPosix
import NIOSSL
import NIOTLS

/// A client that sends the frames of HTTP/2 it is told to, over TLS, and understands those that come.
///
/// What an MCP endpoint says to it is held to the schema of its revision.
public final class HTTP2Peer: Sendable {
    /// How it behaves by itself.
    public struct Manner: Sendable {
        /// Whether it begins as HTTP/2 wants it.
        public var greets = true
        /// What it says of itself.
        public var settings: [(parameter: UInt8, value: Int)] = []
        /// Whether it answers `SETTINGS` and `PING`.
        public var acknowledges = true
        /// Whether it lets come what it has taken in again.
        public var opensWindows = true

        public init() {}
    }

    /// Why there is no connection.
    public struct Failure: Error {}

    private let channel: any Channel
    private let seen: HTTP2Seen
    private let tap: HTTP2Tap

    /// Connects to a port of this machine; certificates are not looked at.
    public init(port: Int, protocols: [String] = ["h2"], manner: Manner = Manner()) async throws {
        let seen = HTTP2Seen()
        let tap = HTTP2Tap()
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.applicationProtocols = protocols
        let context = try NIOSSLContext(configuration: configuration)
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    try pipeline.addHandler(HTTP2Inbox(seen, tap, manner: manner))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        self.seen = seen
        self.tap = tap
        guard await wait(until: { $0.isReady || $0.isClosed }), !seen.now.isClosed else { throw Failure() }
    }

    deinit {
        channel.close(promise: nil)
        tap.record()
    }

    /// What has come so far.
    public var now: HTTP2Seen.Everything { seen.now }

    /// Forgets the answers that have come; a long talk would have them copied over and over.
    public func forgetAnswers() { seen.note { $0.answers = [:] } }

    /// Hangs up.
    public func close() async { try? await channel.close() }

    /// Reads nothing more.
    public func stopReading() async throws { try await channel.setOption(.autoRead, value: false).get() }

    /// Reads again.
    public func resumeReading() async throws { try await channel.setOption(.autoRead, value: true).get() }

    /// Sends bytes; those that the server doesn't take are lost.
    public func send(_ bytes: [UInt8]) async {
        tap.sent(bytes)
        try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Sends bytes unless the server has said that it wants no further streams; false where it has.
    public func offer(_ bytes: [UInt8]) async -> Bool {
        let isSent = try? await channel.eventLoop.submit { [channel, seen, tap] in
            guard seen.now.goAways.isEmpty, channel.isActive else { return false }
            tap.sent(bytes)
            channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
            return true
        }.get()
        return isSent ?? false
    }

    /// Sends bytes and doesn't wait until they are through.
    public func begin(_ bytes: [UInt8]) {
        tap.sent(bytes)
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    /// Sends a request and waits for all of its answer.
    public func ask(_ stream: Int, _ fields: HTTP2Frames.Fields, body: [UInt8]? = nil) async -> HTTP2Answer {
        await send(HTTP2Frames.headers(stream, fields, ends: body == nil))
        if let body { await send(HTTP2Frames.data(stream, body, ends: true)) }
        return await answer(stream)
    }

    /// Waits for all of an answer, or the stream's or connection's end.
    public func answer(_ stream: Int) async -> HTTP2Answer {
        await wait { $0.isClosed || $0.answers[stream]?.isOver == true }
        return seen.now.answers[stream] ?? HTTP2Answer()
    }

    /// Waits until something is so; false where it isn't in time.
    @discardableResult
    public func wait(
        _ limit: Duration = .seconds(10), until isSo: (HTTP2Seen.Everything) -> Bool
    ) async -> Bool {
        let begun = ContinuousClock.now
        defer { tap.record() }
        while !isSo(seen.now) {
            guard begun.duration(to: .now) < limit, (try? await Task.sleep(for: .milliseconds(2))) != nil else {
                return false
            }
        }
        return true
    }
}

extension HTTP2Peer {
    /// Sends a request that was meant for HTTP/1.1, and waits for all of its answer.
    public func ask(_ stream: Int, _ request: TestRequest) async -> HTTP2Answer {
        await ask(stream, Self.fields(of: request), body: request.body.isEmpty ? nil : request.body)
    }

    /// Its fields, as HTTP/2 has them.
    public static func fields(of request: TestRequest) -> HTTP2Frames.Fields {
        let host = request.fields.first { $0.name == "Host" }?.value ?? "localhost"
        let others = request.fields.filter { $0.name != "Host" }.map { ($0.name.lowercased(), $0.value) }
        return HTTP2Frames.request(request.method, request.target, authority: host, others)
    }
}
