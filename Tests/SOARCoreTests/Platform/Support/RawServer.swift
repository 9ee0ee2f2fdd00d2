//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on a real socket that reads one request and answers with raw text, so that it can misbehave.
final class RawServer: Sendable {
    /// What it does after it has read a request.
    struct Script: Sendable {
        /// Sent at once.
        var text: String
        /// Sent again and again after it, with a pause between; nil closes the connection.
        var trickle: (text: String, pause: Duration)?

        init(_ text: String, trickle: (text: String, pause: Duration)? = nil) {
            self.text = text
            self.trickle = trickle
        }

        /// A whole answer.
        static func answer(_ status: String, headers: [String] = [], body: String = "") -> Script {
            let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
            return Script(head.joined(separator: "\r\n") + "\r\n\r\n" + body)
        }
    }

    private let received = Mutex<[String]>([])

    /// The requests, each as one text.
    var requests: [String] { received.withLock { $0 } }

    /// Runs something while a server listens on a port of the loopback interface.
    static func run<Value: Sendable>(
        _ script: Script, tls: TLSConfiguration? = nil,
        _ body: @escaping @Sendable (RawServer, _ port: Int) async throws -> Value
    ) async throws -> Value {
        let server = RawServer()
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
                            connections.addTask { try? await server.serve(connection, script) }
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

    private func serve(_ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ script: Script) async throws {
        try await channel.executeThenClose { inbound, outbound in
            var request = ""
            for try await chunk in inbound {
                request += String(buffer: chunk)
                if Self.isComplete(request) { break }
            }
            let text = request
            received.withLock { $0.append(text) }
            try await outbound.write(ByteBuffer(string: script.text))
            while let trickle = script.trickle {
                try await Task.sleep(for: trickle.pause)
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
