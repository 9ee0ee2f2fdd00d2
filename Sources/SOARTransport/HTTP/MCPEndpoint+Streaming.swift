//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Logging
import SOARAuth
import SOARCore
import ServiceLifecycle

extension MCPEndpoint {
    var timers: Timers { router.methods.server.runner.timers }

    /// Answers a message that has nothing to send before its answer.
    ///
    /// Until then nothing is written, and only writing would tell a client that is gone from one that has said all it
    /// had to say. So that one gets a little time for its answer.
    func unstreamed(_ route: MCPRouter.Route, _ incoming: MCPIncoming) async throws(AuthenticationFailure) -> MCPReply {
        guard router.stopsWithConnection(route), let scope = ConnectionScope.current else {
            return try await router.reply(to: route, incoming)
        }
        let stop = StopSignal()
        var incoming = incoming
        incoming.stop = stop
        let closed = scope.whenClosed { stop.stop(.disconnected) }
        let halfClosed = scope.whenHalfClosed { [timers, time = configuration.streams.farewell] in
            _ = timers.schedule(after: time) { stop.stop(.disconnected) }
        }
        defer {
            closed.cancel()
            halfClosed.cancel()
        }
        return try await router.reply(to: route, incoming)
    }

    /// Answers a call that may send something before its result.
    ///
    /// It runs beside this task, so that the status is open until the first message or the result, whichever is first.
    @inline(never)  // what it keeps while it waits would else be room in every call's frame
    func streamed(
        _ route: MCPRouter.Route, _ incoming: MCPIncoming, _ request: IncomingRequest
    ) async throws -> HTTPAnswer {
        let claim: OpenStreams.Claim
        switch openStreams.claim(CallOwner(incoming.caller)) {
        case .granted(let granted): claim = granted
        case .refused(let refusal): return refusal
        }
        let session = route.session
        let stream = session?.openStream() ?? EventStream()
        let stop = StopSignal()
        var incoming = incoming
        incoming.sink = stream
        if route.endsWithConnection { incoming.stop = stop }
        // A handler that sends its client away must find it there.
        let reader = stream.attach()
        guard let scope = ConnectionScope.current, start(route, incoming, stream, in: scope) else {
            session?.forget(stream)
            return try await collected(route, incoming, request)
        }
        let registration = scope.whenClosed {
            stop.stop(.disconnected)
            stream.detach(reader)
        }
        // A client that is gone refuses the comment that an open stream gets then; one that reads on has its answer there.
        let halfClosed = route.endsWithConnection ? scope.whenHalfClosed(stream.open) : nil
        defer { halfClosed?.cancel() }
        if let reply = try await stream.reply() {
            registration.cancel()
            session?.forget(stream)
            return try answer(reply, request, incoming.caller)
        }
        let primes = session?.revision.hasPrimedStreams ?? false
        return events(of: stream, reader: reader, claim, request, session: session, primes: primes) {
            registration.cancel()
        }
    }

    private func start(
        _ route: MCPRouter.Route, _ incoming: MCPIncoming, _ stream: EventStream, in scope: ConnectionScope
    ) -> Bool {
        scope.start { [router, outages] in
            do throws(AuthenticationFailure) {
                stream.finish(try await router.reply(to: route, incoming))
            } catch {
                // Before it has begun, the refusal is the answer, and is noted there.
                if stream.hasBegun { outages.note(error) }
                stream.finish(.refusal(error, route.requestID))
            }
        }
    }

    /// Answers a call where nothing can run beside this task: what it sends comes all at once, before the result.
    private func collected(
        _ route: MCPRouter.Route, _ incoming: MCPIncoming, _ request: IncomingRequest
    ) async throws -> HTTPAnswer {
        let collector = MessageCollector()
        var incoming = incoming
        incoming.sink = collector
        incoming.stop = nil
        let reply = try await router.reply(to: route, incoming)
        let messages = collector.messages
        guard !messages.isEmpty else { return try answer(reply, request, incoming.caller) }
        return HTTPAnswer { write in
            for message in messages + [reply.lastMessage].compactMap(\.self) {
                try await write(SSEWriter.event(message.encoded()))
            }
        }
    }

    /// The events of a stream, from where the reader stands to its end, or until its token is refused.
    func events(
        of stream: EventStream, reader: Int, _ claim: OpenStreams.Claim, _ request: IncomingRequest,
        session: LegacySession?, primes: Bool = false, atEnd: @escaping @Sendable () -> Void
    ) -> HTTPAnswer {
        HTTPAnswer { write in
            session?.enter()
            let pulse = StreamPulse(configuration.streams)
            let halfClosed = ConnectionScope.current?.whenHalfClosed {
                pulse.urge()
                stream.tick()
            }
            defer {
                halfClosed?.cancel()
                stream.detach(reader)
                atEnd()
                session?.leave()
                claim.release()
            }
            let number = stream.number
            if primes, let number {
                try await write(SSEWriter.priming(id: "\(number)-0", retry: .seconds(1)))
            }
            try await timers.withTicks(every: pulse.interval, stream.tick) {
                while true {
                    switch try await stream.next(reader) {
                    case .event(let event):
                        if await pulse.tokensChanged() { guard await stillAccepts(request) else { return } }
                        let id = number.map { "\($0)-\(event.position)" }
                        try await write(SSEWriter.event(event.bytes, id: id))
                    case .idle: guard try await goesOn(pulse, request, write) else { return }
                    case .end, .replaced: return
                    }
                }
            }
        }
    }

    /// The changes that a client has subscribed to, until it leaves, its token is refused or the server shuts down.
    func listening(_ subscription: Subscription, _ request: IncomingRequest, _ caller: AccessToken) -> HTTPAnswer {
        switch openStreams.claim(CallOwner(caller)) {
        case .refused(let refusal): return refusal
        case .granted(let claim):
            return HTTPAnswer { write in
                defer { claim.release() }
                try await listen(subscription, request, write)
            }
        }
    }

    /// Looks after a stream on which nothing happens; false where its token is refused.
    private func goesOn(
        _ pulse: StreamPulse, _ request: IncomingRequest, _ write: ([UInt8]) async throws -> Void
    ) async throws -> Bool {
        if pulse.takeSign() {
            guard await stillAccepts(request) else { return false }
            try await write(SSEWriter.keepAlive)
            return true
        }
        guard await pulse.tokensChanged() else { return true }
        return await stillAccepts(request)
    }

    /// Decides what a client may be told of changes when they come.
    func check(_ request: IncomingRequest) -> ChangeCheck {
        ChangeCheck(router.methods.server) { [auth] () throws(AuthenticationFailure) in
            try await auth.authenticateAgain(request.head, from: request.peer)
        }
    }

    private func stillAccepts(_ request: IncomingRequest) async -> Bool {
        await isStillAccepted { () throws(AuthenticationFailure) in
            try await auth.authenticateAgain(request.head, from: request.peer)
        }
    }

    private func listen(
        _ subscription: Subscription, _ request: IncomingRequest, _ write: ([UInt8]) async throws -> Void
    ) async throws {
        let closed = ConnectionScope.current?.whenClosed { subscription.end(.disconnected) }
        let pulse = StreamPulse(configuration.streams)
        let halfClosed = ConnectionScope.current?.whenHalfClosed {
            pulse.urge()
            subscription.tick()
        }
        defer {
            closed?.cancel()
            halfClosed?.cancel()
        }
        try await withGracefulShutdownHandler {
            try await timers.withTicks(every: pulse.interval, subscription.tick) {
                try await subscription.run(check(request)) { message in
                    try await write(SSEWriter.event(message.encoded()))
                } idle: {
                    try await goesOn(pulse, request, write)
                }
            }
        } onGracefulShutdown: {
            subscription.end(.shutdown)
        }
    }
}
