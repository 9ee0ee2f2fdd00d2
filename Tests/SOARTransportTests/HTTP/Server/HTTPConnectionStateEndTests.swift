//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP1
import Testing

@testable import SOARTransport

@Suite("The end of a connection, as its state decides it")
struct HTTPConnectionStateEndTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    /// A connection whose application has a request.
    private func busy(_ headers: HTTPHeaders = [:], isComplete: Bool = true) throws -> HTTPConnectionState {
        var state = HTTPConnectionState(limits: .init())
        state.connected(at: start)
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: headers)
        head.headers.add(name: "host", value: "a")
        guard case .deliver(let traits) = state.take(head, at: start) else {
            throw HTTPRefusal.malformed
        }
        _ = state.deliver(traits)
        if isComplete { #expect(state.takeEnd(at: start) == true) }
        return state
    }

    @Test("writes, then closes its side, then waits for the peer's, then closes")
    func lingers() throws {
        var state = try busy()
        #expect(state.answer(announcingClose: true) == true)
        #expect(state.answered(at: start) == .finish)
        #expect(!state.takesAnswers)
        #expect(state.flushed(at: start) == .halfClose)
        #expect(state.take(bytes: 10, at: start) == false)
        #expect(state.deadline == start + .seconds(2))
        var other = state
        #expect(state.expired(at: start + .seconds(2), unsent: 0) == .close)
        let (goesOn, action) = other.inputClosed()
        #expect(!goesOn)
        #expect(action == .close)
    }

    @Test("closes at once when the peer had closed before")
    func closesBothSides() throws {
        var state = try busy()
        let (goesOn, action) = state.inputClosed()
        #expect(goesOn)
        #expect(action == .nothing)
        #expect(state.answer(announcingClose: false) == false)
        #expect(state.answered(at: start) == .nothing)
        #expect(state.close(.output) == .gently(.finish))
        #expect(state.flushed(at: start) == .close)
    }

    @Test("reads no more than the limit while it lingers")
    func boundsLinger() throws {
        var state = try busy()
        #expect(state.close(.output) == .gently(.finish))
        #expect(state.take(bytes: 64 * 1024 * 1024 - 1, at: start) == false)
        #expect(state.mayRead)
        #expect(state.flushed(at: start) == .halfClose)
        #expect(state.take(bytes: 1, at: start) == false)
        #expect(!state.mayRead)
    }

    @Test("closes after an answer that came before the end of a body of unknown or great length")
    func announcesClose() throws {
        for headers: HTTPHeaders in [["transfer-encoding": "chunked"], ["content-length": "99999999"]] {
            var early = try busy(headers, isComplete: false)
            #expect(early.answer(announcingClose: false) == true)
            var late = try busy(headers)
            #expect(late.answer(announcingClose: false) == false)
        }
        var short = try busy(["content-length": "9"], isComplete: false)
        #expect(short.answer(announcingClose: false) == false)
    }

    @Test("makes the answer in progress the last when the server shuts down, whenever it began")
    func quiesces() throws {
        var state = try busy()
        var begun = state
        state.quiesce()
        #expect(state.answer(announcingClose: false) == true)
        #expect(state.answered(at: start) == .finish)
        #expect(begun.answer(announcingClose: false) == false)
        begun.quiesce()
        #expect(begun.answered(at: start) == .finish)
        #expect(begun.close(.all) == .gently(.nothing))
    }

    @Test("breaks an answer off when the application does, and spares one that is complete")
    func closesAsWished() throws {
        var state = try busy(["content-length": "9"], isComplete: false)
        #expect(state.answer(announcingClose: false) == false)
        var complete = state
        #expect(state.close(.all) == .asWished)
        #expect(complete.answered(at: start) == .nothing)
        #expect(complete.close(.all) == .gently(.finish))
    }

    @Test("does not linger when its task is cancelled")
    func obeysCancellation() throws {
        var state = try busy()
        #expect(state.close(.input) == .asWished)
        #expect(state.answer(announcingClose: true) == true)
        #expect(state.answered(at: start) == .finish)
        #expect(state.close(.input) == .gently(.close))
    }

    @Test("lets a peer that takes nothing go, and one that takes little stay")
    func noticesStalls() throws {
        var state = try busy()
        #expect(state.answer(announcingClose: false) == false)
        #expect(state.deadline == nil)
        state.writability(false, at: start, unsent: 100)
        #expect(state.deadline == start + .seconds(30))
        #expect(state.expired(at: start + .seconds(30), unsent: 99) == .nothing)
        #expect(state.deadline == start + .seconds(60))
        var other = state
        #expect(state.expired(at: start + .seconds(60), unsent: 99) == .close)
        other.writability(true, at: start, unsent: 0)
        #expect(other.deadline == nil)
    }

    @Test(
        "expects a continuation only where it is wanted",
        arguments: [
            (["expect": "100-continue", "content-length": "9"], true),
            (["expect": "100-Continue", "transfer-encoding": "chunked"], true),
            (["expect": "100-continue", "content-length": "0"], false),
            (["expect": "100-continue"], false),
            (["expect": "100-continue", "content-length": "99999999"], false),
            (["content-length": "9"], false),
        ] as [(HTTPHeaders, Bool)])
    func expectsContinue(_ headers: HTTPHeaders, _ expected: Bool) throws {
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: headers)
        head.headers.add(name: "host", value: "a")
        #expect(try HTTPRequestTraits(of: head, limits: .init()).contains(.expectsContinue) == expected)
        head.version = .http1_0
        head.headers.remove(name: "transfer-encoding")
        #expect(try !HTTPRequestTraits(of: head, limits: .init()).contains(.expectsContinue))
    }
}
