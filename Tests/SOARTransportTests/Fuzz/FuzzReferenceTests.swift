//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Testing

@testable import FuzzBodies

/// What the fuzzers compare our code with has to be right, and to tell a difference.
@Suite("Fuzzing: the readers beside ours")
struct FuzzReferenceTests {
    @Test("events are read as the HTML standard has it")
    func readsEvents() {
        var reader = EventReader()
        let stream = """
            \u{FEFF}: a comment\r
            data: one
            data:two\rdata
            id: 7\r\n
            event: other\ndata:  space\nid: \u{0}\nretry: 1x\nretry: 20\nunknown: x

            event: nothing

            data

            data: dropped
            """
        reader.read(Array(stream.utf8))
        #expect(
            reader.events == [
                EventReader.Event(type: "message", data: Array("one\ntwo\n".utf8), lastID: Array("7".utf8)),
                EventReader.Event(type: "other", data: Array(" space".utf8), lastID: Array("7".utf8)),
                EventReader.Event(type: "message", data: [], lastID: Array("7".utf8)),
            ])
        #expect(reader.retry == 20)
    }

    @Test(
        "Foundation's reading is told from another value",
        arguments: [
            ("1", 2), ("1", nil), ("true", false), (#""é""#, "e\u{301}"), ("[1]", [1, 2]), ("[1]", ["1"]),
            (#"{"a":1}"#, ["a": 2]), (#"{"a":1}"#, ["b": 1]), (#"{"a":1}"#, [:]), ("1.5", 1.25), ("[", []),
        ] as [(String, JSONValue)])
    func tellsValuesApart(_ text: String, _ value: JSONValue) {
        #expect(throws: FuzzFinding.self) { try JSONReference.check(Array(text.utf8), against: value) }
    }

    @Test("a template is expanded as RFC 6570 has it")
    func expandsTemplates() throws {
        let expansion = try TemplateExpansion(URITemplate("soar://{kind}/{id}?q"))
        #expect(expansion.expand(["kind": "a-B_9.~", "id": "é/%"]) == "soar://a-B_9.~/%C3%A9%2F%25?q")
        #expect(expansion.isUnambiguous(["kind": "x", "id": "y"]))
        #expect(!expansion.isUnambiguous(["kind": "o", "id": "y"]))
        #expect(!expansion.hasEscapes)
        let escaped = try TemplateExpansion(URITemplate("%20{a}"))
        #expect(escaped.hasEscapes)
    }
}
