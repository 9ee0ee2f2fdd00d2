//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A request whose answer is read event by event, on a connection of its own.
///
///     let events = try SSEClient(port: server.port)
///     try await events.send(client.request("tools/call", ["name": "slow"]))
///     #expect(try await events.readHead().status == 200)
///     let progress = try await events.nextEvent(within: .seconds(2))
///     await events.close()
///
/// Bodies may be chunked, announced by their length, or end with the connection. Let go of, it closes its connection.
public actor SSEClient {
    /// Why there is no event.
    public enum Failure: Error, Hashable, Sendable {
        /// Nothing that was waited for came in time; the stream is still open.
        case timedOut
        /// The connection ended before the stream did, or in the middle of an event.
        case cutOff
        /// The answer is no event stream: its status and its content type.
        case noStream(status: Int, contentType: String?)
    }

    private let connection: RawClient
    private var reader = HTTPReader(.answers)
    private var parser = SSEParser()
    private var head: RawAnswer?
    private var events: [SSEEvent] = []
    private var hasEnded = false
    /// The bytes of an answer that is no event stream.
    private var plain: [UInt8] = []

    /// Connects to a port of 127.0.0.1.
    public init(port: Int) throws(RawClient.Failure) { connection = try RawClient(port: port) }

    /// Connects, and sends a request.
    public init(port: Int, sending request: TestRequest) async throws {
        try self.init(port: port)
        try await connection.send(request.bytes)
    }

    /// Sends a request: a POST, or a GET that listens or comes back with `Last-Event-ID`.
    public func send(_ request: TestRequest) async throws { try await connection.send(request.bytes) }

    /// How many comment lines came so far, in the whole stream.
    public var comments: Int { parser.comments }

    /// Waits for the head of the answer; may be asked again.
    ///
    /// - Returns: Status and fields; ``RawAnswer/body`` is empty.
    /// - Throws: ``Failure/timedOut``, or ``Failure/cutOff`` where the connection ended without an answer.
    public func readHead(within limit: Duration = .seconds(10)) async throws -> RawAnswer {
        try await wait(limit) { $0.head != nil }
        guard let head else { throw Failure.cutOff }
        return head
    }

    /// Waits for the next event; the head is read where that has not been done.
    ///
    /// - Parameter limit: How long to wait; comment lines do not prolong it.
    /// - Returns: The event; nil where the stream has come to its proper end.
    /// - Throws: ``Failure/timedOut``; ``Failure/cutOff``; ``Failure/noStream(status:contentType:)``.
    public func nextEvent(within limit: Duration = .seconds(10)) async throws -> SSEEvent? {
        let deadline = ContinuousClock.now + limit
        let head = try await readHead(within: limit)
        guard head.isEventStream else {
            throw Failure.noStream(status: head.status, contentType: head.fields["content-type"])
        }
        try await wait(deadline - .now) { !$0.events.isEmpty || $0.hasEnded }
        if !events.isEmpty { return events.removeFirst() }
        guard hasEnded, !parser.isInsideEvent else { throw Failure.cutOff }
        return nil
    }

    /// Reads events until the stream ends.
    ///
    /// - Parameter limit: How long all of it may take.
    /// - Returns: The events that were left.
    /// - Throws: As ``nextEvent(within:)`` does.
    public func remainingEvents(within limit: Duration = .seconds(10)) async throws -> [SSEEvent] {
        let deadline = ContinuousClock.now + limit
        var all: [SSEEvent] = []
        while let event = try await nextEvent(within: deadline - .now) { all.append(event) }
        return all
    }

    /// Passes over events up to the first that a test waits for.
    ///
    /// - Returns: That event; nil where the stream ended without one.
    /// - Throws: As ``nextEvent(within:)`` does.
    public func firstEvent(
        within limit: Duration = .seconds(10), where isWanted: @Sendable (SSEEvent) -> Bool
    ) async throws -> SSEEvent? {
        let deadline = ContinuousClock.now + limit
        while let event = try await nextEvent(within: deadline - .now) {
            if isWanted(event) { return event }
        }
        return nil
    }

    /// Whether no event comes for that long, and the stream stays open; an event that came is kept for the next call.
    public func isQuiet(for time: Duration) async throws -> Bool {
        do {
            try await wait(time) { !$0.events.isEmpty || $0.hasEnded }
            return false
        } catch Failure.timedOut {
            return true
        }
    }

    /// Waits until that many comment lines came in all.
    public func waitForComments(_ count: Int, within limit: Duration = .seconds(10)) async throws {
        try await wait(limit) { $0.comments >= count }
        guard comments >= count else { throw Failure.cutOff }
    }

    /// Reads an answer that turned out to be no event stream, such as a refusal, to its end.
    public func readPlainAnswer(within limit: Duration = .seconds(10)) async throws -> TestAnswer {
        try await wait(limit) { $0.hasEnded }
        guard var answer = head, hasEnded else { throw Failure.cutOff }
        answer.body = String(decoding: plain, as: UTF8.self)
        return TestAnswer(answer)
    }

    /// Hangs up, in the middle of whatever is going on.
    public func close() async { await connection.close() }

    /// Takes in what comes until there is enough, or there will be no more.
    private func wait(_ limit: Duration, _ isEnough: (isolated SSEClient) -> Bool) async throws {
        let deadline = ContinuousClock.now + limit
        while !isEnough(self) {
            let (bytes, end) = try await connection.receive(within: max(.zero, deadline - .now))
            for part in reader.feed(bytes) { take(part) }
            guard bytes.isEmpty, !isEnough(self) else { continue }
            guard end != nil else { throw Failure.timedOut }
            if reader.endsWithConnection, end == .closed { hasEnded = true }
            return
        }
    }

    private func take(_ part: HTTPReader.Part) {
        switch part {
        case .head(let next):
            if next.status >= 200 { head = RawAnswer(next) }
        case .body(let bytes):
            if head?.isEventStream == true { events += parser.feed(bytes) } else { plain += bytes }
        case .end: hasEnded = head != nil
        }
    }
}
