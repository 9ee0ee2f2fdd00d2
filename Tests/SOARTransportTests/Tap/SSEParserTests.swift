//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import TestSupport
import Testing

@Suite("An event stream is taken apart") struct SSEParserTests {
    private func events(_ text: String) -> [SSEEvent] {
        var parser = SSEParser()
        var slow = SSEParser()
        let all = parser.feed(text.utf8)
        #expect(text.utf8.flatMap { slow.feed([$0]) } == all)
        return all
    }

    @Test("with every field that it knows") func fields() {
        let event = SSEEvent(id: "7", event: "message", data: "{}", retry: 500)
        #expect(events("id: 7\nevent: message\nretry: 500\ndata: {}\nother: x\n\n") == [event])
        #expect(events("id:7\nevent:message\nretry:500\ndata:{}\n\n") == [event])
    }

    @Test("whatever ends its lines", arguments: ["\n", "\r", "\r\n"]) func lineEnds(_ end: String) {
        let text = "data: a\(end)data: b\(end)\(end)data: c\(end)\(end)"
        #expect(events(text) == [SSEEvent(data: "a\nb"), SSEEvent(data: "c")])
    }

    @Test("into blocks without data too, but not into empty ones") func blocks() {
        #expect(
            events("\n\nid: 1\n\ndata\n\ndata: \n\n") == [SSEEvent(id: "1"), SSEEvent(data: ""), SSEEvent(data: "")])
    }

    @Test("with its comments counted") func comments() {
        var parser = SSEParser()
        #expect(parser.feed(": a\n\n:\n\ndata: x\n\n:\n\ndata: y\n\n".utf8).map(\.comments) == [2, 1])
        #expect(parser.comments == 3)
    }

    @Test("and knows when it ends in the middle", arguments: ["data", "data: x", "data: x\n"]) func middle(
        _ text: String
    ) {
        var parser = SSEParser()
        #expect(!parser.isInsideEvent)
        #expect(parser.feed(text.utf8) == [])
        #expect(parser.isInsideEvent)
    }

    @Test("past a byte order mark, and keeps spaces but the first") func details() {
        #expect(events("\u{FEFF}data:  x \n\n") == [SSEEvent(data: " x ")])
    }
}
