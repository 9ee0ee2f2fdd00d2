//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Testing

@testable import SOARTransport

/// What a session keeps for a client that comes back is bounded by bytes and by time (requirement D41).
@Suite("What is kept for a client that comes back")
struct ReplayLimitTests {
    private static let limit = 10_000

    private func session() -> LegacySession {
        LegacySession(
            id: "s", owner: CallOwner(AccessToken(subject: "a", client: "a")), revision: .v2025_11_25,
            capabilities: ClientCapabilities(), replayBytes: Self.limit)
    }

    private static func message(_ length: Int) -> JSONValue { .string(String(repeating: "x", count: length)) }

    /// The places of what a client finds that comes back to the beginning.
    private func found(_ stream: EventStream) async throws -> [Int] {
        let reader = stream.attach(after: 0)
        var positions: [Int] = []
        while case .event(let event) = try await stream.next(reader) { positions.append(event.position) }
        return positions
    }

    @Test("the oldest events go, and those that are still to be read stay")
    func oldestGo() async throws {
        let session = session()
        let stream = session.openStream()
        let reader = stream.attach()
        for _ in 0..<50 {
            await stream.send(Self.message(1000))
            _ = try await stream.next(reader)
        }
        #expect(session.budget.usedBytes <= Self.limit)
        for _ in 0..<30 { await stream.send(Self.message(1000)) }
        stream.end()
        for place in 51...80 {
            guard case .event(let event) = try await stream.next(reader) else { break }
            #expect(event.position == place)
        }
        #expect(session.budget.usedBytes <= Self.limit)
        let kept = try await found(stream)
        #expect(kept == Array(72...80))
    }

    @Test("an answer that nobody reads stays, however long it is, until another call needs the room")
    func answerStays() async throws {
        let session = session()
        let stream = session.openStream()
        stream.open()
        stream.detach(stream.attach())
        for _ in 0..<50 { await stream.send(Self.message(1000)) }
        #expect(session.budget.usedBytes <= Self.limit)
        stream.finish(MCPReply(status: 200, body: Self.message(3 * Self.limit)))
        #expect(session.stream(1) === stream)
        _ = session.openStream()
        #expect(session.stream(1) == nil)
        #expect(try await found(stream) == [51])
    }

    @Test("what was written to its end is forgotten some time afterwards, what was not is kept")
    func afterwards() async throws {
        let session = session()
        let (whole, lost) = (session.openStream(), session.openStream())
        for stream in [whole, lost] {
            await stream.send(Self.message(10))
            stream.end()
        }
        _ = try await found(whole)
        session.forgetDelivered()
        #expect(session.stream(1) != nil)
        session.forgetDelivered(.now + LegacySession.afterwards + .seconds(1))
        #expect(session.stream(1) == nil)
        #expect(session.stream(2) === lost)
    }

    @Test("what a stream kept is given back with it")
    func givenBack() async throws {
        let session = session()
        for _ in 0..<3 {
            let stream = session.openStream()
            await stream.send(Self.message(100))
            session.forget(stream)
        }
        #expect(session.budget.usedBytes == 0)
    }
}
