//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("JSON text")
struct JSONWriterTests {
    @Test(
        "is compact, and escapes what it must and nothing else",
        arguments: [
            (JSONValue.null, "null"), (true, "true"), (.integer(.min), "-9223372036854775808"), (.double(5), "5.0"),
            (.double(.infinity), "null"), (.double(.nan), "null"), ([], "[]"), ([:], "{}"),
            ([1, [2], [:]], "[1,[2],{}]"),
            (["b": 1, "a": [nil]], #"{"b":1,"a":[null]}"#),
            (
                "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}é😀\u{2028}",
                "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0000\\u001f\u{7F}é😀\u{2028}\""
            ),
        ] as [(JSONValue, String)])
    func compact(_ value: JSONValue, _ text: String) {
        #expect(value.text() == text)
        #expect(value.encoded() == Array(text.utf8))
    }

    @Test("for people is indented by two, and empty containers stay on one line")
    func pretty() {
        let value: JSONValue = ["a": [1, ["b": []]], "c": [:]]
        #expect(
            value.text(pretty: true)
                == """
                {
                  "a": [
                    1,
                    {
                      "b": []
                    }
                  ],
                  "c": {}
                }
                """)
    }
}
