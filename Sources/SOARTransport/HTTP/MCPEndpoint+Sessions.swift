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
    func sessionStream(_ request: IncomingRequest, _ caller: AccessToken) -> HTTPAnswer {
        guard MediaTypes.acceptsEvents(request.headerFields[values: .accept]) else { return needsEvents }
        guard let sessions = router.sessions else { return noSessions }
        let session: LegacySession
        do throws(SessionRefusal) {
            session = try agreed(request, caller, sessions)
        } catch {
            return error.answer
        }
        var stream = session.standalone
        var position = stream.lastPosition
        if let last = request.headerFields[.lastEventID] {
            guard let (number, seen) = Self.eventID(last), let kept = session.stream(number) else {
                return .refusal(.badRequest, "unknown_event", "'Last-Event-ID' is not of a stream that is kept.")
            }
            (stream, position) = (kept, seen)
        }
        switch openStreams.claim(CallOwner(caller)) {
        case .refused(let refusal): return refusal
        case .granted(let claim):
            return reading(stream, after: position, of: session, claim, request)
        }
    }

    /// Ends a session.
    func endSession(_ request: IncomingRequest, _ caller: AccessToken) -> HTTPAnswer {
        guard let sessions = router.sessions else { return noSessions }
        do throws(SessionRefusal) {
            sessions.close(try agreed(request, caller, sessions))
            return HTTPAnswer(status: .noContent)
        } catch {
            return error.answer
        }
    }

    /// The session that a request without a body names, in no other revision than was agreed on.
    private func agreed(
        _ request: IncomingRequest, _ caller: AccessToken, _ sessions: SessionTable
    ) throws(SessionRefusal) -> LegacySession {
        let found = SessionLookup(request.headerFields, caller, sessions)
        guard case .found(let session) = found else { throw SessionRefusal(answer: Self.refusal(found)) }
        let named = request.headerFields[.mcpProtocolVersion].map(ProtocolRevision.init)
        guard named == nil || named == session.revision else {
            throw SessionRefusal(
                answer: .refusal(.badRequest, "bad_version", "The session speaks \(session.revision)."))
        }
        return session
    }

    /// Never seen while the endpoint refuses the method first.
    private var noSessions: HTTPAnswer { .refusal(.notFound, "not_found", "There are no sessions.") }

    private func reading(
        _ stream: EventStream, after position: Int, of session: LegacySession, _ claim: OpenStreams.Claim,
        _ request: IncomingRequest
    ) -> HTTPAnswer {
        let reader = stream.attach(after: position)
        let registration = ConnectionScope.current?.whenClosed { stream.detach(reader) }
        let answer = events(of: stream, reader: reader, claim, request, session: session) { registration?.cancel() }
        guard stream === session.standalone, case .stream(let body) = answer.body else { return answer }
        return HTTPAnswer { write in
            try await withGracefulShutdownHandler {
                try await withThrowingDiscardingTaskGroup { tasks in
                    // What changes is put where a client that lost its connection finds it again.
                    tasks.addTask { await session.passChangesOn(check(request)) }
                    defer { tasks.cancelAll() }
                    try await body(write)
                }
            } onGracefulShutdown: {
                stream.detach(reader)
            }
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

/// Why a request has no session.
private struct SessionRefusal: Error {
    var answer: HTTPAnswer
}

extension LegacySession {
    /// Puts the changes that the client is to be told of on its stream, until the task is cancelled or the session ends.
    func passChangesOn(_ check: ChangeCheck) async {
        while let next = try? await mailbox.next() {
            switch next {
            case .changes(let changes): await passOn(changes, check)
            case .idle: continue
            case .end: return
            }
        }
    }

    /// Tries again each second where that can't be decided now; who is refused is told nothing.
    private func passOn(_ changes: [MCPChange], _ check: ChangeCheck) async {
        while !Task.isCancelled {
            switch await check.outcome(of: changes) {
            case .told(let changes):
                for change in changes { await standalone.send(change.notification()) }
                return
            case .refused: return
            case .unclear: try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
