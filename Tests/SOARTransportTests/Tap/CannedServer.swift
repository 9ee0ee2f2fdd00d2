//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Hummingbird
import Logging
import NIOCore
import TestSupport

/// A server on a port of its own that answers as it is told to, good or bad.
enum CannedServer {
    /// Runs a server whose `/mcp` gives that answer, and whose `/events` writes as it likes.
    static func run(
        mcp answer: TappedTalk.Answer = .init(body: ""),
        events: @escaping @Sendable @concurrent (inout any ResponseBodyWriter) async throws -> Void = { _ in },
        _ body: (Int) async throws -> Void
    ) async throws {
        let router = Router()
        let (body_, type, status) = (answer.body, answer.type, answer.status)
        router.post("/mcp") { request, _ in
            // Whole before it is answered: a tap that saw only half of it would not know what was asked.
            for try await _ in request.body {}
            var response = Response(
                status: .init(code: status), body: .init(byteBuffer: ByteBuffer(string: body_)))
            response.headers[.contentType] = type
            return response
        }
        router.post("/events") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: ResponseBody { writer in
                    try await events(&writer)
                    try await writer.finish(nil)
                })
        }
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await application.run() }
            defer { tasks.cancelAll() }
            for await port in ports.prefix(1) { try await body(port) }
        }
    }
}

extension String {
    /// The text as a part of an answer.
    var buffer: ByteBuffer { ByteBuffer(string: self) }
}
