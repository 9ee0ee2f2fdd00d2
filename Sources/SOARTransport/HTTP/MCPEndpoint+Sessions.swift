//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARAuth
import SOARCore
import ServiceLifecycle

extension MCPEndpoint {
    /// The stream of a session that belongs to no call, or one that a client comes back to (MCP 2025-11-25, transports,
    /// "Listening for Messages from the Server" and "Resumability and Redelivery").
    func sessionStream(_ request: HTTPRequest, _ caller: AccessToken) -> HTTPAnswer {
        guard MediaTypes.acceptsEvents(request.headerFields[values: .accept]) else {
            return .refusal(.notAcceptable, "not_acceptable", "This is answered with 'text/event-stream': accept that.")
        }
        guard let sessions = router.sessions else { return .refusal(.notFound, "not_found", "There are no sessions.") }
        let found = SessionLookup(request.headerFields, caller, sessions)
        guard case .found(let session) = found else { return Self.refusal(found) }
        guard let last = request.headerFields[.lastEventID] else {
            return standaloneStream(session, after: session.standalone.lastPosition, request, caller)
        }
        guard let (number, position) = Self.eventID(last), let stream = session.stream(number) else {
            return .refusal(.badRequest, "unknown_event", "'Last-Event-ID' is not of a stream that is kept.")
        }
        if number == 0 { return standaloneStream(session, after: position, request, caller) }
        let reader = stream.attach(after: position)
        let registration = ConnectionScope.current?.whenClosed { stream.detach(reader) }
        return events(of: stream, reader: reader, session: session) { registration?.cancel() }
    }

    /// Ends a session.
    func endSession(_ request: HTTPRequest, _ caller: AccessToken) -> HTTPAnswer {
        guard let sessions = router.sessions else { return .refusal(.notFound, "not_found", "There are no sessions.") }
        let found = SessionLookup(request.headerFields, caller, sessions)
        guard case .found(let session) = found else { return Self.refusal(found) }
        sessions.close(session)
        return HTTPAnswer(status: .noContent)
    }

    private func standaloneStream(
        _ session: LegacySession, after position: Int, _ request: HTTPRequest, _ caller: AccessToken
    ) -> HTTPAnswer {
        let claim: OpenStreams.Claim
        switch openStreams.claim(CallOwner(caller)) {
        case .granted(let granted): claim = granted
        case .tooManyOfCaller, .tooMany:
            return .refusal(
                .tooManyRequests, "too_many_streams", "As many streams are open as may be.",
                headers: [.retryAfter: "30"])
        }
        let stream = session.standalone
        let reader = stream.attach(after: position)
        let registration = ConnectionScope.current?.whenClosed { stream.detach(reader) }
        let answer = events(of: stream, reader: reader, session: session) { registration?.cancel() }
        guard case .stream(let body) = answer.body else { return answer }
        return HTTPAnswer { write in
            defer { claim.release() }
            try await stand(session, reader, request) { try await body(write) }
        }
    }

    /// Keeps a session's own stream going, until the client leaves, its token is refused or the server shuts down.
    private func stand(
        _ session: LegacySession, _ reader: Int, _ request: HTTPRequest, _ body: () async throws -> Void
    ) async throws {
        let stream = session.standalone
        let keepAlive = configuration.streams.keepAlive
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { tasks in
                // What changes is put where a client that lost its connection finds it again.
                tasks.addTask { await session.passChangesOn() }
                tasks.addTask { [auth] in
                    while !Task.isCancelled {
                        try? await Task.sleep(for: keepAlive)
                        guard await auth.stillAccepts(request) else { return stream.detach(reader) }
                    }
                }
                defer { tasks.cancelAll() }
                try await body()
            }
        } onGracefulShutdown: {
            stream.detach(reader)
        }
    }

    private static func refusal(_ lookup: SessionLookup) -> HTTPAnswer {
        let reply = lookup.refusal(nil)
        return HTTPAnswer(status: HTTPResponse.Status(code: reply.status), json: reply.lastMessage ?? .null)
    }

    /// The numbers of a stream and of an event in it.
    private static func eventID(_ text: String) -> (stream: Int, position: Int)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let stream = Int(parts[0]), let position = Int(parts[1]), stream >= 0, position >= 0
        else { return nil }
        return (stream, position)
    }
}

extension LegacySession {
    /// Puts the changes that the client is to be told of on its stream, until the task is cancelled or the session ends.
    func passChangesOn() async {
        while let next = try? await mailbox.next() {
            switch next {
            case .changes(let changes):
                for change in changes { await standalone.send(change.notification()) }
            case .idle: continue
            case .end: return
            }
        }
    }
}
