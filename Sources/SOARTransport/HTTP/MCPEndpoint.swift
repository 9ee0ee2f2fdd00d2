//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes
public import Logging
public import SOARAuth
public import SOARCore

/// MCP over stateless Streamable HTTP behind a token check, for any HTTP server (MCP transports).
///
/// The order is fixed: host and origin, method, caller, media types, body, message, permission, audit, effect.
public struct MCPEndpoint: Sendable {
    /// Limits and names.
    public struct Configuration: Sendable {
        /// Length of a request's body in bytes; announced lengths beyond are refused before anything is read.
        public var maximumBodyBytes = 4 * 1024 * 1024
        /// Depth and number of values of a request's JSON.
        public var jsonLimits = JSONLimits()
        public var hosts = HostPolicy()

        public init() {}
    }

    private let auth: any AuthProvider
    private let audit: AuditTrail?
    private let logger: Logger
    private let configuration: Configuration
    private let router: MCPRouter
    private let callIDs = CallIDs()
    private let refusals: [AuthenticationFailure: HTTPAnswer]

    /// Makes an endpoint.
    ///
    /// - Parameters:
    ///   - server: What it offers.
    ///   - auth: Who may call.
    ///   - audit: Records every call; without one nothing is recorded.
    ///   - configuration: Limits and names.
    ///   - logger: Hears what goes wrong here; never a query string, never a token.
    public init(
        server: MCPServer, auth: any AuthProvider, audit: AuditTrail? = nil,
        configuration: Configuration = Configuration(), logger: Logger
    ) {
        self.auth = auth
        self.audit = audit
        self.configuration = configuration
        self.logger = logger
        router = MCPRouter(methods: MCPMethods(server: server, audit: audit))
        // Whoever tries tokens by the million must not have each refusal worded anew.
        refusals = Dictionary(
            uniqueKeysWithValues: AuthenticationFailure.withoutDetails.map {
                ($0, HTTPAnswer($0, challenge: auth.challenge(for: $0)))
            })
    }

    /// Answers one request.
    ///
    /// - Parameters:
    ///   - request: Its head.
    ///   - peer: The address on the other side of the socket.
    ///   - readBody: Reads the body up to that many bytes; nil where there are more.
    /// - Returns: The answer; it is complete, nothing of it depends on the request any more.
    /// - Throws: Only what `readBody` throws.
    public func respond(
        to request: HTTPRequest, from peer: String?, readBody: (_ limit: Int) async throws -> [UInt8]?
    ) async throws -> HTTPAnswer {
        let origin = CallOrigin(
            callID: callIDs.next(), receivedAt: .now, peer: peer,
            userAgent: request.headerFields[.userAgent]
        )
        if let refusal = checkHead(request) { return refusal }
        do {
            let caller = try await authenticate(request, origin)
            let answer = try await answer(request, caller, origin, readBody)
            if (400..<500).contains(answer.status.code), answer.status != .notFound {
                // A request that could not be read is no call, but it shows that the token works.
                let entry = AuditEntry(
                    origin, caller: caller, action: "request", resource: "mcp:endpoint", outcome: .failure,
                    error: "HTTP \(answer.status.code)")
                try await audit?.record(entry)
            }
            return answer
        } catch let failure as AuthenticationFailure {
            if case .unavailable(let detail) = failure {
                logger.error("A request was refused because of an outage", metadata: ["error": "\(detail)"])
            }
            return refusals[failure] ?? HTTPAnswer(failure, challenge: auth.challenge(for: failure))
        }
    }
}

extension MCPEndpoint {
    private func checkHead(_ request: HTTPRequest) -> HTTPAnswer? {
        guard let authority = request.authority, !authority.isEmpty else {
            return .refusal(.badRequest, "bad_request", "The Host header is missing.")
        }
        guard configuration.hosts.accepts(authority: authority) else {
            return .refusal(.forbidden, "forbidden_host", "This server does not answer to that host name.")
        }
        let origins = request.headerFields[values: .origin]
        guard origins.allSatisfy(configuration.hosts.accepts(origin:)), origins.count <= 1 else {
            return .refusal(.forbidden, "forbidden_origin", "Web pages of that origin may not call this server.")
        }
        guard request.method == .post else {
            return .refusal(
                .methodNotAllowed, "method_not_allowed", "Send a POST request.", headers: [.allow: "POST"]
            )
        }
        return nil
    }

    private func authenticate(_ request: HTTPRequest, _ origin: CallOrigin) async throws -> AccessToken {
        do throws(AuthenticationFailure) {
            return try await auth.authenticate(request)
        } catch {
            let entry = AuditEntry(
                origin, caller: nil, action: "authenticate", resource: "mcp:endpoint", outcome: .denied,
                error: error.label
            )
            try await audit?.record(entry)
            throw error
        }
    }

    private func checkContent(_ request: HTTPRequest) -> HTTPAnswer? {
        guard MediaTypes.isJSON(request.headerFields[.contentType]) else {
            return .refusal(
                .unsupportedMediaType, "unsupported_media_type", "Send the body as 'application/json' in UTF-8."
            )
        }
        guard MediaTypes.acceptsJSON(request.headerFields[values: .accept]) else {
            return .refusal(
                .notAcceptable, "not_acceptable",
                "Answers are 'application/json': accept that, and 'text/event-stream' beside it."
            )
        }
        if let length = request.headerFields[.contentLength].flatMap(Int.init), length > configuration.maximumBodyBytes
        {
            return tooLarge
        }
        return nil
    }

    /// The rest of the body is not read, so the connection can't go on.
    private var tooLarge: HTTPAnswer {
        .refusal(
            .contentTooLarge, "content_too_large", "The body may be at most \(configuration.maximumBodyBytes) bytes.",
            headers: [.connection: "close"]
        )
    }

    private func answer(
        _ request: HTTPRequest, _ caller: AccessToken, _ origin: CallOrigin,
        _ readBody: (_ limit: Int) async throws -> [UInt8]?
    ) async throws -> HTTPAnswer {
        if let refusal = checkContent(request) { return refusal }
        guard let body = try await readBody(configuration.maximumBodyBytes) else { return tooLarge }
        let json: JSONValue
        do throws(JSONParseError) {
            json = try JSONParser.parse(body, limits: configuration.jsonLimits)
        } catch {
            let response = JSONRPCResponse(id: nil, error: .parseError(error.description))
            return HTTPAnswer(status: .badRequest, json: response.json)
        }
        let reply = try await router.reply(to: json, headers: request.headerFields) { request, revision in
            MCPCall(
                method: request.method, params: request.params, caller: caller, revision: revision, origin: origin,
                logger: logger
            )
        }
        let status = HTTPResponse.Status(code: reply.status)
        return reply.body.map { HTTPAnswer(status: status, json: $0) } ?? HTTPAnswer(status: status)
    }
}
