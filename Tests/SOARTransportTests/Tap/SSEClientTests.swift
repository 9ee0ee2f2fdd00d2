//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Hummingbird
import SOARCore
import TestSupport
import Testing

@Suite("A client reads an answer event by event") struct SSEClientTests {
    private let request = TestRequest().with(target: "/events")

    @Test("while it is still being written") func inTime() async throws {
        try await CannedServer.run { writer in
            try await writer.write("id: 1\nda".buffer)
            try await writer.write("ta: {\"method\":\"a\"}\n\n:\n\n".buffer)
            try await Task.sleep(for: .milliseconds(300))
            try await writer.write(":\n\ndata: 2\n\n".buffer)
        } _: { port in
            let events = try await SSEClient(port: port, sending: request)
            #expect(try await events.readHead().status == 200)
            let first = try await events.nextEvent(within: .milliseconds(250))
            #expect(first == SSEEvent(id: "1", data: "{\"method\":\"a\"}"))
            #expect(first?.method == "a")
            #expect(try await events.isQuiet(for: .milliseconds(50)))
            await #expect(throws: SSEClient.Failure.timedOut) { try await events.nextEvent(within: .milliseconds(1)) }
            try await events.waitForComments(1)
            #expect(try await events.nextEvent() == SSEEvent(data: "2", comments: 2))
            #expect(try await events.nextEvent() == nil)
            #expect(try await events.isQuiet(for: .milliseconds(50)) == false)
        }
    }

    @Test("or all of it at once, or up to what it waits for") func many() async throws {
        try await CannedServer.run { writer in
            for number in 1...5 { try await writer.write("data: \(number)\n\n".buffer) }
        } _: { port in
            let events = try await SSEClient(port: port, sending: request)
            #expect(try await events.firstEvent { $0.data == "3" } != nil)
            #expect(try await events.remainingEvents().map(\.data) == ["4", "5"])
            let others = try await SSEClient(port: port, sending: request)
            #expect(try await others.firstEvent { $0.data == "6" } == nil)
        }
    }

    @Test("or as one answer, and the next one after it") func whole() async throws {
        try await CannedServer.run { writer in
            for number in 1...3 { try await writer.write("data: {\"result\":\(number)}\n\n".buffer) }
        } _: { port in
            let connection = try RawClient(port: port)
            try await connection.send(request.bytes + request.bytes)
            for _ in 1...2 {
                let answer = TestAnswer(try await connection.readAnswer())
                #expect(answer.events.count == 3)
                #expect(answer.result == 3)
            }
        }
    }

    @Test("and knows a stream that breaks off") func cutOff() async throws {
        struct Broken: Error {}
        try await CannedServer.run { writer in
            try await writer.write("data: 1\n\ndata: 2\n".buffer)
            throw Broken()
        } _: { port in
            let events = try await SSEClient(port: port, sending: request)
            #expect(try await events.nextEvent()?.data == "1")
            await #expect(throws: SSEClient.Failure.cutOff) { try await events.nextEvent(within: .seconds(5)) }
        }
    }

    @Test("and can hang up, which the server notices") func hangUp() async throws {
        let (ends, continuation) = AsyncStream.makeStream(of: Bool.self)
        try await CannedServer.run { writer in
            defer { continuation.yield(true) }
            while true {
                try await writer.write(":\n\n".buffer)
                try await Task.sleep(for: .milliseconds(5))
            }
        } _: { port in
            let events = try await SSEClient(port: port, sending: request)
            try await events.waitForComments(2)
            await events.close()
            #expect(await ends.first { _ in true } == true)
            await #expect(throws: SSEClient.Failure.cutOff) { try await events.nextEvent(within: .seconds(5)) }
        }
    }

    @Test("and says so where there is no stream") func noStream() async throws {
        try await CannedServer.run(mcp: .json(["error": "forbidden", "message": "No."], status: 403)) { port in
            let events = try await SSEClient(port: port, sending: TestRequest())
            let failure = SSEClient.Failure.noStream(status: 403, contentType: "application/json")
            await #expect(throws: failure) { try await events.nextEvent() }
            #expect(try await events.readPlainAnswer().json?["error"] == "forbidden")
        }
    }
}
