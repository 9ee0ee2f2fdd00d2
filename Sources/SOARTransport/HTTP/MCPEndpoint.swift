//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes
public import Logging
public import SOARAuth
import SOARCore

/// MCP over Streamable HTTP behind a token check, for any HTTP server (MCP transports).
///
/// The order is fixed: host and origin, a browser's preflight, method, caller, media types, body, message, permission,
/// audit, effect.
public struct MCPEndpoint: Sendable {
    let auth: any AuthProvider
    let audit: AuditTrail?
    let logger: Logger
    let configuration: Configuration
    let router: MCPRouter
    let openStreams: OpenStreams
    let outages: OutageLog
    /// The methods that are served.
    let methods: [HTTPRequest.Method]
    private let callIDs = CallIDs()
    private let meters: RequestMeters
    /// Whose requests are answered.
    private let sources: Live<Sources>
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
        sources = Live(Sources(hosts: HostCheck(configuration.hosts), proxies: configuration.proxies))
        self.logger = logger
        let seal = RequestStateSeal(
            key: configuration.requestStateKey, lifetime: configuration.requestStateLifetime)
        router = MCPRouter(
            methods: MCPMethods(server: server, audit: audit, seal: seal),
            sessions: configuration.sessions.map { SessionTable($0, hub: server.changes) })
        outages = OutageLog(logger)
        meters = RequestMeters(configuration.metrics)
        methods = configuration.sessions == nil ? [.post] : [.post, .get, .delete]
        openStreams = OpenStreams(configuration.streams, server.runner.timers)
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
    /// - Returns: The answer; nothing of it depends on the request's body any more.
    /// - Throws: What `readBody` throws, and `CancellationError` in a cancelled task.
    public func respond(
        to request: HTTPRequest, from peer: String?, readBody: (_ limit: Int) async throws -> [UInt8]?
    ) async throws -> HTTPAnswer {
        let sources = sources.value
        let origin = CallOrigin(
            callID: callIDs.next(), receivedAt: .now,
            peer: sources.proxies.client(
                peer: peer, isSecure: request.scheme == "https", fields: request.headerFields)?.text,
            userAgent: request.headerFields.text(.userAgent), trace: TraceContext(request.headerFields)
        )
        var asked = AskedMethod.none
        var answer: HTTPAnswer
        if let refusal = checkSource(request, sources.hosts) {
            answer = refusal
        } else if let page = CrossOrigin(request) {
            if CrossOrigin.isPreflight(request) {
                answer = page.preflight(request, methods: methods)
            } else {
                answer = try await checked(request, origin, &asked, readBody)
                page.permit(&answer)
            }
        } else {
            answer = try await checked(request, origin, &asked, readBody)
        }
        // Ours, never the client's: it is what the audit log and the server's log know the call by.
        answer.headers.append(HTTPField(name: .requestID, value: origin.callID))
        meters.answered(asked, answer.status.code, after: origin.receivedAt.duration(to: .now))
        logger.debug("Request answered", metadata: origin.metadata(asked, answer.status.code))
        return answer
    }

    /// Answers to other names from now on, and believes other proxies, while requests come in.
    public func change(hosts: HostPolicy, proxies: TrustedProxies) {
        sources.replace(with: Sources(hosts: HostCheck(hosts), proxies: proxies))
    }

    /// How many streams of events are open.
    public var openStreamCount: Int { openStreams.count }

    private func checked(
        _ request: HTTPRequest, _ origin: CallOrigin, _ asked: inout AskedMethod,
        _ readBody: (_ limit: Int) async throws -> [UInt8]?
    ) async throws -> HTTPAnswer {
        if let refusal = checkMethod(request) { return refusal }
        do {
            let caller = try await authenticate(request, origin)
            let answer = try await answer(
                IncomingRequest(head: request, peer: origin.peer), caller, origin, &asked, readBody)
            if (400..<500).contains(answer.status.code), answer.status != .notFound {
                try await audit?.record(.unreadable(origin, caller, error: "HTTP \(answer.status.code)"))
            }
            return answer
        } catch let failure as AuthenticationFailure {
            outages.note(failure)
            return refusals[failure] ?? HTTPAnswer(failure, challenge: auth.challenge(for: failure))
        }
    }

    private func authenticate(_ request: HTTPRequest, _ origin: CallOrigin) async throws -> AccessToken {
        let (result, refused) = await RefusedCaller.noting { () throws(AuthenticationFailure) in
            try await auth.authenticate(request, from: origin.peer)
        }
        do throws(AuthenticationFailure) {
            return try result.get()
        } catch {
            let isLimit = if case .tooMany = error { true } else { false }
            try await audit?.record(refusal: .refusedToken(origin, error, of: refused), isLimit: isLimit)
            throw error
        }
    }

    private func answer(
        _ request: IncomingRequest, _ caller: AccessToken, _ origin: CallOrigin, _ asked: inout AskedMethod,
        _ readBody: (_ limit: Int) async throws -> [UInt8]?
    ) async throws -> HTTPAnswer {
        if let refusal = checkEra(request) { return refusal }
        switch request.method {
        case .get:
            asked = .stream
            return sessionStream(request, caller)
        case .delete:
            asked = .endSession
            return endSession(request, caller)
        default: break
        }
        let accepted = AcceptedTypes(request.headerFields[values: .accept])
        if let refusal = checkContent(request.head, accepted) { return refusal }
        guard let body = try await readBody(configuration.maximumBodyBytes) else { return tooLarge }
        let json: JSONValue
        do throws(JSONParseError) {
            json = try JSONParser.parse(body, limits: configuration.jsonLimits)
        } catch {
            let response = JSONRPCResponse(id: nil, error: .parseError(error.words(configuration.jsonLimits)))
            return HTTPAnswer(status: .badRequest, json: response.json)
        }
        let route = router.route(json, headers: request.headerFields, caller: caller)
        asked = AskedMethod(route)
        guard route.isListening ? accepted.events : accepted.json else {
            return route.isListening ? needsEvents : needsJSON
        }
        let incoming = MCPIncoming(
            caller: caller, origin: origin, logger: logger, headers: request.headerFields,
            openSession: router.sessions?.open)
        let session = route.session
        session?.enter()
        defer { session?.leave() }
        // Who doesn't say what it accepts is answered with JSON.
        if accepted.isSaid, accepted.events, router.maySend(route) {
            return try await streamed(route, incoming, request)
        }
        return try answer(try await unstreamed(route, incoming), request, caller)
    }

    /// The answer that a reply makes.
    ///
    /// - Throws: ``SOARAuth/AuthenticationFailure``, where that is the reply.
    func answer(_ reply: MCPReply, _ request: IncomingRequest, _ caller: AccessToken) throws -> HTTPAnswer {
        let status = HTTPResponse.Status(code: reply.status)
        switch reply.body {
        case .nothing: return HTTPAnswer(status: status)
        case .message(let message):
            var answer = HTTPAnswer(status: status, json: message)
            if let session = reply.sessionID { answer.headers[.mcpSessionID] = session }
            return answer
        case .silence: return HTTPAnswer(events: { write in try await write(SSEWriter.keepAlive) })
        case .refusal(let failure, _): throw failure
        case .subscription(let subscription): return listening(subscription, request, caller)
        }
    }
}
