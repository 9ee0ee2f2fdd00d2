//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Hummingbird
import Logging
import NIOCore
import SOARTransport
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// A server with small limits and a few answers, on a port of its own.
struct GuardedServer {
    let port: Int
    let calls: Calls

    /// Which requests reached the application.
    final class Calls: Sendable {
        private let paths = Mutex<[String]>([])
        var all: [String] { paths.withLock { $0 } }
        func add(_ path: String) { paths.withLock { $0.append(path) } }
    }

    /// Runs `body` against a server, then shuts that down as on SIGTERM, and waits until it is through.
    static func run<Value: Sendable>(
        _ limits: HTTPServerLimits = .small, certificate: ServerCertificate? = nil,
        _ body: (GuardedServer) async throws -> Value
    ) async throws -> Value {
        let calls = Calls()
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let application = Application(
            router: router(calls),
            server: .guarded(limits: limits, certificate: certificate),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: 0),
                availableConnectionsDelegate: limits.availableConnections(logger: logger)
            ),
            onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) },
            logger: logger
        )
        let group = ServiceGroup(configuration: .init(services: [application], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await ports.first { _ in true })
            defer { tasks.addTask { await group.triggerGracefulShutdown() } }
            return try await body(GuardedServer(port: port, calls: calls))
        }
    }

    /// Sends bytes on a connection of their own and returns all that comes until that ends.
    func exchange(_ request: String) async throws -> (answer: RawAnswer, end: RawClient.End) {
        let client = try RawClient(port: port)
        try await client.send(request)
        let (text, end) = try await client.readToEnd()
        return (RawAnswer(whole: text), end)
    }

    private static func router(_ calls: Calls) -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/") { _, _ in
            calls.add("/")
            return "ok"
        }
        router.get("/slow") { _, _ in
            calls.add("/slow")
            try await Task.sleep(for: .milliseconds(400))
            return "slow"
        }
        router.post("/count") { request, _ in
            calls.add("/count")
            let body = try await request.body.collect(upTo: 1024 * 1024)
            return "\(body.readableBytes)"
        }
        router.post("/unread") { _, _ -> String in
            calls.add("/unread")
            throw HTTPError(.unauthorized)
        }
        router.get("/stream") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    for number in 0..<10 {
                        try await writer.write(ByteBuffer(string: "data: \(number)\n\n"))
                        try await Task.sleep(for: .milliseconds(100))
                    }
                    try await writer.finish(nil)
                }
            )
        }
        router.get("/windows") { _, _ in
            ByteBuffer(repeating: UInt8(ascii: "x"), count: 2 * 1024 * 1024)
        }
        router.get("/large") { _, _ in
            ByteBuffer(repeating: UInt8(ascii: "x"), count: 32 * 1024 * 1024)
        }
        router.get("/stubborn") { _, _ in
            calls.add("/stubborn")
            try await Task.sleep(for: .seconds(1))
            calls.add("/stubborn ended")
            return "stubborn"
        }
        router.get("/ended") { request, _ in
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                try? await Task.sleep(for: .seconds(30))
                calls.add("cancelled: \(Task.isCancelled)")
            }
            return "ended"
        }
        return router
    }
}

extension HTTPServerLimits {
    /// Limits for what doesn't need to be waited for: the times are those of production, all but the last.
    static var small: HTTPServerLimits {
        var limits = HTTPServerLimits()
        limits.lingerTime = .milliseconds(500)
        limits.maximumAnnouncedBody = 1024 * 1024
        return limits
    }

    /// The same, with one that is reached soon.
    static func with<Value>(_ limit: WritableKeyPath<HTTPServerLimits, Value>, _ value: Value) -> HTTPServerLimits {
        var limits = small
        limits[keyPath: limit] = value
        return limits
    }

    /// The same, with none that a stream of a second would not exceed.
    static var impatient: HTTPServerLimits {
        var limits = small
        limits.headerTime = .milliseconds(500)
        limits.bodyIdle = .milliseconds(500)
        limits.bodyTime = .milliseconds(500)
        limits.keepAliveIdle = .milliseconds(700)
        limits.writeStall = .milliseconds(500)
        return limits
    }

    /// Impatient with what is begun; however slow the machine is, nothing ends for having been idle before.
    static var impatientInTheMiddle: HTTPServerLimits {
        var limits = impatient
        limits.keepAliveIdle = .seconds(60)
        return limits
    }
}
