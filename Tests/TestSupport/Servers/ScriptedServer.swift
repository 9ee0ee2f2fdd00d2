//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization

/// A server on a real socket that answers each request as a test tells it to, also wrongly, slowly or not at all.
package final class ScriptedServer: Sendable {
    /// What it does after it has read a request.
    package struct Reply: Sendable {
        /// Sent after the pause.
        var text: String
        var pause: Duration = .zero
        /// Sent again and again after it, each time after a pause; without it the connection is closed.
        var trickle: (text: String, pause: Duration)?

        /// These very bytes, so that it can be wrong in every way.
        package init(raw text: String, trickle: (text: String, pause: Duration)? = nil) {
            self.text = text
            self.trickle = trickle
        }

        /// A whole answer, or one without an end.
        package init(
            status: String = "200 OK", headers: [String] = [], body: String = "", pause: Duration = .zero,
            trickle: String? = nil
        ) {
            let length = trickle == nil ? ["Content-Length: \(body.utf8.count)"] : []
            let head = ["HTTP/1.1 \(status)", "Connection: close"] + length + headers
            text = head.joined(separator: "\r\n") + "\r\n\r\n" + body
            self.pause = pause
            self.trickle = trickle.map { ($0, .zero) }
        }

        package static func hang() -> Reply { Reply(pause: .seconds(600)) }
    }

    package typealias Handler = @Sendable (_ request: String) -> Reply

    private let received = Mutex<[String]>([])
    private let handler: Mutex<Handler>

    private init(_ handler: @escaping Handler) { self.handler = Mutex(handler) }

    /// The requests, each as one text.
    package var requests: [String] { received.withLock { $0 } }

    /// Answers otherwise from now on.
    package func answer(_ handler: @escaping Handler) { self.handler.withLock { $0 = handler } }

    /// Answers otherwise from now on, always alike.
    package func answer(_ reply: Reply) { answer { _ in reply } }

    /// Waits for that many requests; false where they don't come within ten seconds.
    package func hasReceived(_ count: Int) async throws -> Bool {
        for _ in 0..<2000 {
            if requests.count >= count { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    /// Runs something while a server listens on a port of the loopback interface.
    package static func run<Value: Sendable>(
        tls: TLSConfiguration? = nil, _ handler: @escaping Handler,
        _ body: @escaping @Sendable (ScriptedServer, _ port: Int) async throws -> Value
    ) async throws -> Value {
        let server = ScriptedServer(handler)
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let port = listener.channel.localAddress?.port ?? 0
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await withThrowingDiscardingTaskGroup { connections in
                    try await listener.executeThenClose { inbound in
                        for try await connection in inbound {
                            connections.addTask { try? await server.serve(connection) }
                        }
                    }
                }
                return nil
            }
            group.addTask { try await body(server, port) }
            while let result = try await group.next() {
                if let value = result { return value }
            }
            throw CancellationError()
        }
    }

    /// The same with one reply to whatever is asked.
    package static func run<Value: Sendable>(
        _ reply: Reply, tls: TLSConfiguration? = nil,
        _ body: @escaping @Sendable (ScriptedServer, _ port: Int) async throws -> Value
    ) async throws -> Value {
        try await run(tls: tls, { _ in reply }, body)
    }

    private func serve(_ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async throws {
        try await channel.executeThenClose { inbound, outbound in
            var request = ""
            for try await chunk in inbound {
                request += String(buffer: chunk)
                if Self.isComplete(request) { break }
            }
            let text = request
            received.withLock { $0.append(text) }
            let reply = handler.withLock { $0 }(text)
            if reply.pause > .zero { try await Task.sleep(for: reply.pause) }
            try await outbound.write(ByteBuffer(string: reply.text))
            while let trickle = reply.trickle {
                if trickle.pause > .zero { try await Task.sleep(for: trickle.pause) }
                try await outbound.write(ByteBuffer(string: trickle.text))
            }
        }
    }

    private static func isComplete(_ request: String) -> Bool {
        guard let end = request.range(of: "\r\n\r\n") else { return false }
        let length = request.split(separator: "\r\n").compactMap { line -> Int? in
            let parts = line.split(separator: ":")
            return parts.first?.lowercased() == "content-length" ? Int(parts[1].drop(while: \.isWhitespace)) : nil
        }
        return request[end.upperBound...].utf8.count >= (length.first ?? 0)
    }
}
