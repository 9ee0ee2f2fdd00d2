//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("A tap on a connection knows how answers are carried") struct MessageTapFramingTests {
    private let list = SampleMessage.result(.v2025_11_25, "tools/list", ["tools": []]).json
    private let request = TappedTalk.request("tools/list", .v2025_11_25)
    private let ping: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": "ping"]

    @Test("and finds a body that is no message, or none, or of another type") func bodies() {
        #expect(TappedTalk.findings(request, .init(body: "{")).count == 1)
        #expect(TappedTalk.findings(request, .init(body: "")).count == 1)
        #expect(TappedTalk.findings(request, .init(type: "text/plain", body: "{}")).count == 1)
        #expect(TappedTalk.findings(request, .init(type: nil, body: "{}")).count == 1)
        #expect(TappedTalk.findings(request, .json(["tools": []])).isEmpty == false)
        #expect(TappedTalk.findings(request, .json(ping)).count == 1)
    }

    @Test("and finds an event that no client reads") func events() {
        #expect(TappedTalk.findings(request, .events([list], event: "other")).count == 1)
        var broken = TappedTalk.Answer.events([])
        broken.body += "data: {\n\n"
        #expect(TappedTalk.findings(request, broken).count == 1)
        broken.body = "data: " + String(decoding: list.encoded(), as: UTF8.self) + "\n"
        #expect(TappedTalk.findings(request, broken).count == 1)
        broken.body = "id: 1\nretry: 5\ndata: \n\n: still there\n\n"
        #expect(TappedTalk.findings(request, broken) == [])
    }

    @Test("and lets refusals be a word and a sentence, in that form only") func refusals() {
        #expect(TappedTalk.findings(request, .json(["error": "unauthorized", "message": "No."], status: 401)) == [])
        #expect(TappedTalk.findings(request, .json(["error": "unauthorized"], status: 401)).count == 1)
        #expect(TappedTalk.findings(request, .json(["error": ["code": 1, "message": "no"]], status: 400)).count == 1)
        #expect(TappedTalk.findings(request, .json(["error": "x", "message": "No."], status: 200)).isEmpty == false)
    }

    @Test("and wants nothing said to what wants no answer") func notifications() {
        let told = TappedTalk.request("notifications/initialized", .v2025_11_25, id: nil)
        #expect(TappedTalk.findings(told, .init(status: 202, type: nil, body: "")) == [])
        #expect(TappedTalk.findings(told, .json(list)).count == 1)
        #expect(TappedTalk.findings(told, .json(["jsonrpc": "2.0", "result": [:]], status: 202)).count == 1)
        let error: JSONValue = ["jsonrpc": "2.0", "error": ["code": -32_600, "message": "no"]]
        #expect(TappedTalk.findings(told, .json(error, status: 400)) == [])
    }

    @Test("and takes arrays for what they are in 2025-03-26 only") func batches() {
        let batch: JSONValue = [["jsonrpc": "2.0", "id": "a", "method": "ping"], ping]
        let good: JSONValue = [
            ["jsonrpc": "2.0", "id": 1, "result": [:]], ["jsonrpc": "2.0", "id": "a", "result": [:]],
        ]
        let bad: JSONValue = [["jsonrpc": "2.0", "id": 1, "result": ["x": 1]]]
        #expect(TappedTalk.findings(TappedTalk.post(batch, nil), .json(good)) == [])
        #expect(TappedTalk.findings(TappedTalk.post(batch, nil), .json(bad)).count == 1)
        #expect(TappedTalk.findings(TappedTalk.post(batch, nil), .json([])).count == 1)
        let unreadable: JSONValue = [
            ["jsonrpc": "2.0", "id": 1, "result": [:]],
            ["jsonrpc": "2.0", "error": ["code": -32_600, "message": "no"]],
        ]
        #expect(TappedTalk.findings(TappedTalk.post([ping, "x"], nil), .json(unreadable)) == [])
        #expect(TappedTalk.findings(TappedTalk.post(batch, .v2025_06_18), .json(good)).count == 1)
        #expect(TappedTalk.findings(request, .json([list])).count == 1)
    }

    @Test("and keeps requests and answers of one connection in step") func pipelining() {
        var talk = TappedTalk()
        talk.tap.sent(request.with(method: "HEAD").bytes + TappedTalk.request("ping", .v2025_11_25, id: 7).bytes)
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n"
        let interim = "HTTP/1.1 100 Continue\r\n\r\n"
        let pong = TappedTalk.Answer.json(["jsonrpc": "2.0", "id": 7, "result": [:]])
        #expect(talk.tap.received(Array((head + interim + pong.text).utf8)) == [])
        talk.tap.sent(TappedTalk.request("ping", .v2025_11_25, id: 8).bytes)
        #expect(talk.tap.received(Array(pong.text.utf8)).count == 1)
    }

    @Test("and reads a body that ends with the connection") func untilClosed() {
        var talk = TappedTalk()
        talk.tap.sent(request.bytes)
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
        #expect(talk.tap.received(Array((head + "{\"jsonrpc\":").utf8)) == [])
        #expect(talk.tap.closed().count == 1)
    }

    @Test("and leaves an answer that was cut off alone") func cutOff() {
        var talk = TappedTalk()
        talk.tap.sent(request.bytes)
        #expect(talk.tap.received(Array(TappedTalk.Answer.json(list).text.utf8.dropLast(3))) == [])
        #expect(talk.tap.closed() == [])
    }

    @Test("and holds an answer to a request that is still being sent") func early() {
        var talk = TappedTalk()
        talk.tap.sent(Array(request.bytes.dropLast(5)))
        let refusal: JSONValue = ["jsonrpc": "2.0", "id": .null, "error": ["code": -32_700, "message": "no"]]
        #expect(talk.findings(nil, .json(refusal, status: 400)).map(\.revision) == [.v2025_11_25])
        talk.tap.sent(Array(request.bytes.suffix(5)))
        #expect(talk.findings(request, .json(list)) == [])
    }

    @Test("and knows what may be on a stream that a client listens to") func listening() {
        let get = TestRequest().with(method: "GET").with("MCP-Protocol-Version", "2025-11-25")
        let changed = SampleMessage.notification(.v2025_11_25, "tools/list_changed").json
        #expect(TappedTalk.findings(get, .events([changed, ping])) == [])
        #expect(TappedTalk.findings(get, .events([list])).count == 1)
        #expect(TappedTalk.findings(get.with("Last-Event-ID", "1"), .events([list])) == [])
        let bad: JSONValue = ["jsonrpc": "2.0", "id": 1, "result": ["tools": 5]]
        #expect(TappedTalk.findings(get.with("Last-Event-ID", "1"), .events([bad])).count == 1)
        let stateless = get.with("MCP-Protocol-Version", "2026-07-28")
        #expect(TappedTalk.findings(stateless, .events([ping])).count == 1)
    }

    @Test("and remembers what was asked in a session when its stream goes on elsewhere") func resuming() {
        let session = "tap-\(UInt64.random(in: 0 ... .max))"
        let call = TappedTalk.request("tools/call", .v2025_11_25, id: "c").with("Mcp-Session-Id", session)
        #expect(TappedTalk.findings(call, .events([])) == [])
        let get = TestRequest().with(method: "GET").with("MCP-Protocol-Version", "2025-11-25")
            .with("Mcp-Session-Id", session).with("Last-Event-ID", "1")
        let answer = { (result: JSONValue) in
            TappedTalk.Answer.events([["jsonrpc": "2.0", "id": "c", "result": result]])
        }
        #expect(TappedTalk.findings(get, answer(["content": []])) == [])
        #expect(TappedTalk.findings(get, answer(["tools": []])).count == 1)
    }

    @Test("and leaves alone what is no MCP") func others() {
        let other = request.with(target: "/health")
        #expect(TappedTalk.findings(other, .json(["status": "ok"])) == [])
        #expect(TappedTalk.findings(other, .init(type: "text/plain", body: "ok")) == [])
        #expect(TappedTalk.findings(other, .json(["jsonrpc": "2.0", "id": 1])).isEmpty == false)
        #expect(TappedTalk.findings(request.with(target: "/mcp?token=x"), .init(body: "{")).count == 1)
    }
}
