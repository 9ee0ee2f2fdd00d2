//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP2
import TestSupport
import Testing

@testable import SOARTransport

@Suite("What an HTTP/2 connection decides")
struct HTTP2StateTests {
    private static let begin = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private static func at(_ seconds: Int64) -> NIODeadline { begin + .seconds(seconds) }

    private static func greeted() -> HTTP2ConnectionState {
        var state = HTTP2ConnectionState(limits: HTTPServerLimits(), at: begin)
        _ = state.take(ByteBuffer(bytes: HTTP2Frames.preface + HTTP2Frames.settings()), at: begin)
        return state
    }

    @Test("a head has its time from its first byte, whatever came before in the same breath")
    func headTime() {
        var state = Self.greeted()
        #expect(state.deadline == Self.at(120))
        _ = state.take(ByteBuffer(bytes: HTTP2Frames.ping + HTTP2Frames.frame(1, stream: 1, [0x82])), at: Self.at(5))
        #expect(state.deadline == Self.at(20))
        _ = state.take(ByteBuffer(bytes: HTTP2Frames.frame(9, stream: 1, [0x84])), at: Self.at(19))
        #expect(state.deadline == Self.at(20))
        let action = state.expired(at: Self.at(20), unsent: 0)
        #expect(action == .end(.enhanceYourCalm))
        let later = state.take(ByteBuffer(bytes: HTTP2Frames.ping), at: Self.at(21))
        #expect(!later.goesOn)
    }

    @Test(
        "who begins a head at the end of the idle time has the head's time, and is not asked anything in the middle of it"
    )
    func lateHead() {
        var state = Self.greeted()
        _ = state.take(ByteBuffer(bytes: HTTP2Frames.frame(1, stream: 1, [0x82])), at: Self.at(119))
        #expect(state.deadline == Self.at(134))
        let idle = state.expired(at: Self.at(120), unsent: 0)
        #expect(idle == .nothing)
        let late = state.expired(at: Self.at(134), unsent: 0)
        #expect(late == .end(.enhanceYourCalm))
    }

    @Test("who is always in the middle of a frame is idle all the same, a head's time later")
    func everInTheMiddle() {
        var state = Self.greeted()
        for second in 0..<135 where state.isOpen {
            // The end of one ping, and the beginning of the next.
            let bytes = second == 0 ? [] : HTTP2Frames.ping.suffix(1)
            _ = state.take(ByteBuffer(bytes: bytes + HTTP2Frames.ping.dropLast()), at: Self.at(Int64(second)))
            let action = state.expired(at: Self.at(Int64(second)), unsent: 0)
            #expect(action == .nothing, "\(second)")
        }
        let told = state.expired(at: Self.at(135), unsent: 0)
        #expect(told == .announceEnd)
    }

    @Test("idle is from the last stream's end; then the peer is told, and has a moment")
    func idle() {
        var state = Self.greeted()
        state.streamOpened(1)
        #expect(state.deadline == nil)
        state.streamClosed(at: Self.at(30))
        #expect(state.deadline == Self.at(150))
        let told = state.expired(at: Self.at(150), unsent: 0)
        #expect(told == .announceEnd)
        #expect(state.mayOpen(at: Self.at(151)))
        #expect(!state.mayOpen(at: Self.at(152)))
        let ended = state.expired(at: Self.at(151), unsent: 0)
        #expect(ended == .finish)
        let flushed = state.flushed(at: Self.at(151))
        #expect(flushed == .close)
    }

    @Test("a peer that has heard of the end is told the last stream, and closed after it")
    func heard() {
        var state = Self.greeted()
        state.streamOpened(7)
        let told = state.quiesce(at: Self.at(1))
        #expect(told == .announceEnd)
        let before = state.taken()
        #expect(before == .nothing)
        _ = state.take(
            ByteBuffer(bytes: HTTP2Frames.frame(6, flags: 1, [UInt8](repeating: 0, count: 8))), at: Self.at(1))
        #expect(state.mayOpen(at: Self.at(1)))
        state.streamOpened(9)
        let heard = state.taken()
        #expect(heard == .confirmEnd(lastStream: 9))
        #expect(!state.mayOpen(at: Self.at(1)))
        let again = state.taken()
        #expect(again == .nothing)
        state.streamClosed(at: Self.at(2))
        #expect(state.deadline == nil)
        state.streamClosed(at: Self.at(3))
        let ended = state.expired(at: Self.at(3), unsent: 0)
        #expect(ended == .finish)
    }

    @Test("a farewell of NIOHTTP2's that names an error ends the connection; one that names none doesn't")
    func goAway() {
        var state = Self.greeted()
        state.write(ByteBuffer(bytes: HTTP2Frames.frame(7, [0, 0, 0, 0, 0, 0, 0, 0])))
        let peaceful = state.wrote()
        #expect(peaceful == .nothing)
        state.write(ByteBuffer(bytes: HTTP2Frames.frame(7, [0, 0, 0, 0, 0, 0, 0, 1])))
        let angry = state.wrote()
        #expect(angry == .finish)
        let flushed = state.flushed(at: Self.at(1))
        #expect(flushed == .nothing)
        let gone = state.expired(at: Self.at(2), unsent: 0)
        #expect(gone == .close)
    }

    @Test("a peer that takes nothing is given up, one that takes a little is not")
    func stall() {
        var state = Self.greeted()
        state.streamOpened(1)
        state.writability(false, at: Self.at(10), unsent: 1000)
        let slow = state.expired(at: Self.at(40), unsent: 999)
        #expect(slow == .nothing)
        let gone = state.expired(at: Self.at(70), unsent: 999)
        #expect(gone == .close)
    }

    @Test("frames that bring nothing are made up for by requests and answers")
    func spareFrames() {
        var state = Self.greeted()
        let update = ByteBuffer(bytes: (0..<4).flatMap { _ in HTTP2Frames.windowUpdate(0, 1) })
        var refused = 0
        func count(_ taken: (goesOn: Bool, action: HTTP2ConnectionState.Action)) { if !taken.goesOn { refused += 1 } }
        for number in 0..<2000 {
            let request = HTTP2Frames.headers(number * 2 + 1, HTTP2Frames.request())
            count(state.take(ByteBuffer(bytes: request), at: Self.begin))
            count(state.take(update, at: Self.begin))
        }
        for _ in 0..<249 { count(state.take(update, at: Self.begin)) }
        state.write(ByteBuffer(bytes: HTTP2Frames.data(1, [1])))
        count(state.take(update, at: Self.begin))
        #expect(refused == 0)
        let last = state.take(update, at: Self.begin)
        #expect(last.action == .end(.enhanceYourCalm))
    }

    @Test("time in which the application wants nothing of a body doesn't count")
    func unwantedBody() {
        var state = HTTP2StreamState(HTTPConnectionWaits(HTTPServerLimits()))
        state.deliver(isWhole: false, at: Self.begin)
        #expect(state.deadline == Self.at(30))
        let idle = state.expired(at: Self.at(30))
        #expect(idle == .nothing)
        #expect(state.deadline == Self.at(60))
        state.isReading = true
        let wanted = state.expired(at: Self.at(60))
        #expect(wanted == .refuse(.timeout, resetting: true))
        #expect(!state.takesAnswers)
    }

    @Test("a body whose answer has begun is not answered again")
    func begunAnswer() {
        var state = HTTP2StreamState(HTTPConnectionWaits(HTTPServerLimits()))
        state.deliver(isWhole: false, at: Self.begin)
        state.isReading = true
        state.answer(isLast: false, at: Self.begin)
        let reset = state.expired(at: Self.at(30))
        #expect(reset == .reset(.cancel))
    }

    @Test("an answer that nobody takes has its time from the last that was taken")
    func unsent() {
        var state = HTTP2StreamState(HTTPConnectionWaits(HTTPServerLimits()))
        state.deliver(isWhole: true, at: Self.begin)
        #expect(state.deadline == nil)
        state.send(10, at: Self.begin)
        state.send(10, at: Self.at(5))
        #expect(state.deadline == Self.at(30))
        state.sent(10, at: Self.at(20))
        #expect(state.deadline == Self.at(50))
        let reset = state.expired(at: Self.at(50))
        #expect(reset == .reset(.cancel))
        #expect(state.deadline == nil)
    }
}
