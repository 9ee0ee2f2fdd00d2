//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
public import Hummingbird
public import Logging
import NIOCore
public import SOARAuth

/// Answers MCP on one path of a Hummingbird router, whatever the method; everything else goes on.
///
/// Where the provider has a ``SOARAuth/AuthProvider/protectedResource``, its metadata is answered too, without a token:
/// at `/.well-known/oauth-protected-resource`, and there with the path behind it (RFC 9728 §3.1).
///
/// A route would answer other methods with 404 and leave no say in how the body is read.
public struct MCPMiddleware<Context: RequestContext>: RouterMiddleware {
    private let paths: [String]
    private let endpoint: MCPEndpoint
    private let metadata: ResourceMetadata?
    private let peer: @Sendable (Context) -> String?

    /// Makes a middleware for a path, with and without a slash at its end.
    public init(path: String, endpoint: MCPEndpoint) {
        paths = [path, path + "/"]
        self.endpoint = endpoint
        metadata = endpoint.auth.protectedResource.map { ResourceMetadata($0, path: path) }
        // Asked once, for asking whether a value has an address costs more than the address.
        peer =
            if let addressed = Context.self as? any RemoteAddressRequestContext.Type {
                Self.peer(addressed)
            } else {
                { _ in nil }
            }
    }

    private static func peer<Addressed: RemoteAddressRequestContext>(
        _ type: Addressed.Type
    ) -> @Sendable (Context) -> String? {
        { context in
            guard let address = (context as? Addressed)?.remoteAddress else { return nil }
            if case .unixDomainSocket = address { return ClientAddress.socketPeer }
            return address.ipAddress
        }
    }

    /// The next step, as Hummingbird has it.
    public typealias Next<Request, Response> = @concurrent (Request, Context) async throws -> Response

    public func handle(_ request: Request, context: Context, next: Next<Request, Response>) async throws -> Response {
        let answer: HTTPAnswer
        if paths.contains(request.uri.path) {
            answer = try await self.answer(request, from: peer(context))
        } else if let metadata, metadata.isServed(at: request.uri.path) {
            answer = metadata.answer(to: request.method)
        } else {
            return try await next(request, context)
        }
        let response = Response(answer)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ request: Request, from peer: String?) async throws -> HTTPAnswer {
        guard Self.mayStayOpen(request.head) else { return try await find(request, peer) }
        // Found by a task of its own: what memory that took is free again while the stream goes on for days.
        return try await withThrowingTaskGroup(of: HTTPAnswer.self) { tasks in
            if #available(macOS 26, *) {
                tasks.addImmediateTask { try await find(request, peer) }
            } else {
                tasks.addTask { try await find(request, peer) }
            }
            guard let answer = try await tasks.next() else { throw CancellationError() }
            return answer
        }
    }

    private func find(_ request: Request, _ peer: String?) async throws -> HTTPAnswer {
        try await endpoint.respond(to: request.head, from: peer) { limit in
            try await Self.collect(request.body, upTo: limit)
        }
    }

    /// Whether the answer may be a stream that has no end of its own: the subscriptions of either era.
    ///
    /// The header must say what the body does (MCP 2026-07-28, transports): who leaves it out or lies is refused.
    private static func mayStayOpen(_ request: HTTPRequest) -> Bool {
        request.method == .get || request.headerFields.text(.mcpMethod) == "subscriptions/listen"
    }

    /// The whole body; nil where it is longer than the limit.
    private static func collect(_ body: RequestBody, upTo limit: Int) async throws -> [UInt8]? {
        var bytes: [UInt8] = []
        for try await part in body {
            guard bytes.count + part.readableBytes <= limit else { return nil }
            // Most bodies come in one part.
            if bytes.isEmpty { bytes = Array(buffer: part) } else { bytes.append(contentsOf: part.readableBytesView) }
        }
        return bytes
    }
}

extension Router {
    /// Serves MCP on a path, and the metadata of its protected resource where there is one.
    ///
    /// Routes that are added before it go around it. Of several endpoints the first one's metadata is at the root.
    public func mcp(_ path: String, endpoint: MCPEndpoint) {
        add(middleware: MCPMiddleware(path: path, endpoint: endpoint))
    }

    /// Serves MCP on a path, and the metadata of its protected resource where there is one.
    ///
    /// Routes that are added before it go around it. Of several endpoints the first one's metadata is at the root.
    ///
    /// - Parameters:
    ///   - path: With and without a slash at its end.
    ///   - server: What is offered.
    ///   - auth: Who may call.
    ///   - audit: Records every call; without one nothing is recorded.
    ///   - configuration: Limits and names.
    ///   - logger: Hears what goes wrong here; never a query string, never a token.
    public func mcp(
        _ path: String, server: MCPServer, auth: some AuthProvider, audit: AuditTrail? = nil,
        configuration: MCPEndpoint.Configuration = MCPEndpoint.Configuration(), logger: Logger
    ) {
        let endpoint = MCPEndpoint(
            server: server, auth: auth, audit: audit, configuration: configuration, logger: logger)
        mcp(path, endpoint: endpoint)
    }
}

extension Response {
    /// The answer as Hummingbird sends it.
    init(_ answer: HTTPAnswer) {
        let body =
            switch answer.body {
            case .bytes(let bytes): ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            case .stream(let stream):
                ResponseBody { writer in
                    try await Self.write(stream, to: writer)
                    try await writer.finish(nil)
                }
            }
        self.init(status: answer.status, headers: answer.headers, body: body)
    }

    private static func write(_ stream: HTTPAnswer.Stream, to writer: any ResponseBodyWriter) async throws {
        // Only this task writes; the compiler can't see that the stream's body stays in it.
        nonisolated(unsafe) var writer = writer
        try await stream { bytes in try unsafe await writer.write(ByteBuffer(bytes: bytes)) }
    }
}
