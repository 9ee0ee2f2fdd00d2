//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP1
import Testing

@testable import SOARTransport

@Suite("The state of a connection")
struct HTTPConnectionStateTests {
    private var state = HTTPConnectionState(limits: .init())
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func after(_ seconds: Int64) -> NIODeadline { start + .seconds(seconds) }

    private func head(_ headers: HTTPHeaders = ["host": "a"]) -> HTTPRequestHead {
        HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: headers)
    }

    /// A whole request comes at once and goes on to the application.
    private mutating func receive(at now: NIODeadline) {
        #expect(state.take(bytes: 40, at: now) == true)
        #expect(state.take(head(), at: now) == .deliver([]))
        #expect(state.deliver([]) == false)
        #expect(state.takeEnd(at: now) == true)
        #expect(state.decoded() == .nothing)
    }

    @Test("waits for a first request as long as for the next")
    mutating func waitsForRequests() {
        state.connected(at: start)
        #expect(state.deadline == after(120))
        receive(at: after(100))
        #expect(state.deadline == nil)
        #expect(state.answer(announcingClose: false) == false)
        #expect(state.answered(at: after(5000)) == .nothing)
        #expect(state.deadline == after(5120))
        #expect(state.expired(at: after(5119), unsent: 0) == .nothing)
        #expect(state.expired(at: after(5120), unsent: 0) == .close)
        #expect(state.deadline == nil)
    }

    @Test("gives a head its time from its first byte, however often more comes")
    mutating func boundsHeadTime() {
        state.connected(at: start)
        #expect(state.take(bytes: 1, at: after(50)) == true)
        #expect(state.take(bytes: 1, at: after(64)) == true)
        #expect(state.deadline == after(65))
        #expect(state.expired(at: after(65), unsent: 0) == .refuse(.timeout, interrupting: false))
    }

    @Test("refuses a head that is too long before it is complete")
    mutating func boundsHeadBytes() {
        state.connected(at: start)
        #expect(state.take(bytes: 32 * 1024, at: start) == true)
        #expect(state.decoded() == .nothing)
        #expect(state.take(bytes: 1, at: start) == true)
        #expect(state.decoded() == .refuse(.headersTooLarge, interrupting: false))
        #expect(state.take(bytes: 1, at: start) == false)
    }

    @Test("bounds a body's pauses and its whole time, and interrupts who waits for it")
    mutating func boundsBodyTime() {
        state.connected(at: start)
        #expect(state.take(bytes: 40, at: start) == true)
        #expect(state.take(head(["host": "a", "content-length": "9"]), at: start) == .deliver([]))
        #expect(state.deliver([]) == false)
        state.isReading = true
        #expect(state.deadline == after(30))
        for seconds: Int64 in stride(from: 20, through: 100, by: 20) {
            #expect(state.takeBody(at: after(seconds)) == true)
            #expect(state.deadline == after(min(seconds + 30, 120)))
        }
        #expect(state.expired(at: after(120), unsent: 0) == .refuse(.timeout, interrupting: true))
        #expect(state.takeBody(at: after(121)) == false)
        #expect(!state.takesAnswers)
    }

    @Test("blames nobody for a body that the application doesn't read")
    mutating func excusesUnreadBody() {
        state.connected(at: start)
        #expect(state.take(head(["host": "a", "content-length": "9"]), at: start) == .deliver([]))
        #expect(state.deliver([]) == false)
        #expect(state.expired(at: after(30), unsent: 0) == .nothing)
        #expect(state.deadline == after(60))
    }

    @Test("breaks off when the body fails after the answer has begun, ends in peace after the answer is complete")
    mutating func failsInBody() {
        state.connected(at: start)
        #expect(state.take(head(["host": "a", "content-length": "9"]), at: start) == .deliver([]))
        #expect(state.deliver([]) == false)
        #expect(state.answer(announcingClose: false) == false)
        var later = state
        #expect(state.fail(with: .malformed) == .close)
        #expect(later.answered(at: start) == .nothing)
        #expect(later.fail(with: .malformed) == .finish)
    }

    @Test("holds a second request back until the first has its answer, and reads nothing meanwhile")
    mutating func holdsBack() {
        state.connected(at: start)
        receive(at: start)
        #expect(state.mayRead)
        #expect(state.take(head(), at: start) == .hold([]))
        #expect(state.takeEnd(at: start) == true)
        #expect(!state.mayRead)
        #expect(state.deadline == nil)
        #expect(state.answer(announcingClose: false) == false)
        #expect(state.answered(at: after(1)) == .deliverHeld)
        state.releaseHeld()
        #expect(state.deliver([]) == false)
        #expect(state.caughtUp(at: after(1)) == .nothing)
        #expect(state.mayRead)
    }

    @Test("refuses a bad request only after the answers to those before it")
    mutating func refusesInTurn() {
        state.connected(at: start)
        receive(at: start)
        #expect(state.take(head(["host": "b c"]), at: start) == .drop(.nothing))
        #expect(state.takeEnd(at: start) == false)
        #expect(state.answer(announcingClose: false) == false)
        #expect(state.answered(at: start) == .refuse(.host, interrupting: false))
    }

    @Test("refuses a held request that fails in its body once the application waits for that")
    mutating func refusesHeldBody() {
        state.connected(at: start)
        receive(at: start)
        #expect(state.take(head(["host": "a", "content-length": "9"]), at: start) == .hold([]))
        #expect(state.fail(with: .malformed) == .nothing)
        #expect(state.answer(announcingClose: false) == false)
        #expect(state.answered(at: start) == .deliverHeld)
        state.releaseHeld()
        #expect(state.deliver([]) == false)
        #expect(state.caughtUp(at: start) == .refuse(.malformed, interrupting: true))
    }

    @Test("closes after the answer to the last request that may wait")
    mutating func boundsPipelining() {
        state.connected(at: start)
        receive(at: start)
        for _ in 0..<16 {
            #expect(state.take(head(), at: start) == .hold([]))
            #expect(state.takeEnd(at: start) == true)
        }
        #expect(state.take(head(), at: start) == .drop(.nothing))
        #expect(state.answer(announcingClose: false) == false)
        for left in (0..<16).reversed() {
            #expect(state.answered(at: start) == .deliverHeld)
            state.releaseHeld()
            #expect(state.deliver([]) == false)
            #expect(state.answer(announcingClose: false) == (left == 0))
        }
        #expect(state.answered(at: start) == .finish)
    }
}
