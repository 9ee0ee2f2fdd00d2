//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test(
        "of playbooks are exact 64-bit numbers and nothing else",
        arguments: [
            ("0", 0), ("-5", -5), ("9007199254740993", 9_007_199_254_740_993), ("9223372036854775807", .max), ("", nil),
            ("+5", nil), ("05", nil), ("-0", nil), ("5.0", nil), (" 5", nil), ("5\n", nil), ("0x5", nil), ("1e3", nil),
            ("9223372036854775808", nil), ("５", nil),
        ] as [(String, Int64?)])
    func playbooks(_ text: String, _ number: Int64?) {
        #expect(PlaybookID(text)?.rawValue == number)
        if let number { #expect(PlaybookID(rawValue: number).description == text) }
    }

    @Test(
        "of executions are harmless in a path",
        arguments: [
            ("a", true), ("0f8fad5b-d9cb-469f-a165-70867728950e", true), (String(repeating: "x", count: 64), true),
            ("-", true),
            ("", false), (String(repeating: "x", count: 65), false), ("..", false), ("a/b", false), ("a%2fb", false),
            ("a b", false), ("a\n", false), ("a\u{0}", false), ("é", false), ("a?b", false), ("a#b", false),
            ("ａ", false),
        ])
    func executions(_ text: String, _ isValid: Bool) {
        #expect(ActivityID(text)?.description == (isValid ? text : nil))
    }

    @Test("of tokens are ordered as numbers")
    func tokens() {
        #expect(APITokenID(rawValue: 9) < APITokenID(rawValue: 10))
        #expect(APITokenID("12")?.rawValue == 12 && APITokenID("x") == nil && APITokenID("")?.rawValue == nil)
    }
}
