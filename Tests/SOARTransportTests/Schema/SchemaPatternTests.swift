//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import SOARTransport

@Suite("Patterns of JSON Schema")
struct SchemaPatternTests {
    typealias Matching = (pattern: String, found: [String], missed: [String])

    static let matchings: [Matching] = [
        ("", ["", "a"], []),
        ("a|b|", ["", "x"], []),
        ("^(?:ab|cd)+$", ["ab", "abcdab"], ["", "abc"]),
        ("^a{2}$", ["aa"], ["a", "aaa"]),
        ("^a{2,}$", ["aa", "aaaa"], ["a"]),
        ("^a{1,3}?$", ["a", "aaa"], ["", "aaaa"]),
        ("^a*?b+?$", ["b", "aabb"], ["a"]),
        ("^(a*)*$", ["", "aaa"], ["b"]),
        ("^(a|aa)+$", ["aaaa"], ["aab"]),
        ("^a{,3}$", ["a{,3}"], ["a"]),
        ("^{x}$", ["{x}"], ["x"]),
        ("^[^a-c]$", ["d", "剧", "\n"], ["a", "", "dd"]),
        ("^[]$", [], ["", "a"]),
        ("^[^]$", ["a", "\n"], [""]),
        ("^[a-]$", ["a", "-"], ["b"]),
        ("^[\\d-x]$", ["5", "-", "x"], ["a"]),
        ("^[\\w.]+$", ["a_1."], ["é", "a b"]),
        ("^[\\b]$", ["\u{8}"], ["b"]),
        ("^[^\\s]+$", ["ab"], ["a b", "a\u{3000}b"]),
        ("^\\D\\W\\S$", ["a-b"], ["1-b", "aab"]),
        ("^\\s$", [" ", "\t", "\u{A0}", "\u{FEFF}", "\u{2028}"], ["a", "\u{200B}"]),
        ("^\\.\\/\\-\\@$", ["./-@"], ["a/-@"]),
        ("^\\x41\\u0042\\u{1F600}\\uD83D\\uDE00$", ["AB😀😀"], ["AB"]),
        ("^\\t\\n\\r\\f\\v\\0\\cA$", ["\t\n\r\u{C}\u{B}\0\u{1}"], [""]),
        ("\\bcat\\b", ["a cat.", "cat"], ["concat", "cats"]),
        ("\\Bcat", ["concat"], ["cat"]),
        ("^(?=.*\\d)(?=.*[a-z]).{4,}$", ["a1__"], ["a1", "abcd", "1234"]),
        ("^(?!admin$)\\w+$", ["administrator", "bob"], ["admin"]),
        ("^a(?!b(?!c))", ["abc", "ad"], ["abd"]),
        ("^(?<year>\\d{4})$", ["2026"], ["26"]),
        ("^\\p{Lu}\\p{L}*\\P{N}$", ["Äß!"], ["äß!", "A1"]),
        ("^\\p{Letter}\\p{gc=Nd}$", ["剧7"], ["77"]),
        ("^[\\p{L}\\d ]+$", ["剧本 1"], ["a_b"]),
        ("a.c", ["abc", "xa-cx"], ["a\nc", "ac"]),
        ("^(?:^)*a(?:\\b)+$", ["a"], ["ab"]),
        ("^[\\w-.]+$", ["a-b.c"], ["a b"]),
        ("^é$", ["\u{E9}"], ["e\u{301}"]),
    ]

    @Test("find what ECMA-262 finds", arguments: matchings)
    func find(_ matching: Matching) throws {
        let program = try SchemaPattern(matching.pattern, maximumSize: 10_000).program
        for text in matching.found {
            var matcher = PatternMatcher(text, steps: 100_000)
            let isFound = matcher.finds(program)
            #expect(isFound, "\(text)")
        }
        for text in matching.missed {
            var matcher = PatternMatcher(text, steps: 100_000)
            let isFound = matcher.finds(program)
            #expect(!isFound, "\(text)")
            #expect(matcher.remainingSteps >= 0)
        }
    }

    @Test(
        "are refused where they are malformed or need what is not served",
        arguments: [
            "(", ")", "[", "[b-a]", "*", "a**", "a{2,1}", "a{20000}", "\\", "\\1", "\\k<a>", "(?<=a)", "(?<!a)",
            "(?i)a",
            "(?>a)", "\\A", "\\Z", "\\p{Script=Han}", "\\p{", "\\xg1", "\\u12", "\\u{110000}", "\\c1", "\\01", "^*",
            "(?=a)+",
            "[a-\\d]", "(?<n", "\\b+",
        ])
    func refuse(_ pattern: String) {
        #expect(throws: PatternFault.self) { try SchemaPattern(pattern, maximumSize: 10_000) }
    }

    @Test(
        "take a time that grows with the text, whatever they nest",
        arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(a*)*(a*)*b", "^(([a-z])+.)+[A-Z]([a-z])+$"])
    func takeLinearTime(_ pattern: String) throws {
        let program = try SchemaPattern(pattern, maximumSize: 10_000).program
        var short = PatternMatcher(String(repeating: "a", count: 1_000) + "!", steps: 10_000_000)
        var long = PatternMatcher(String(repeating: "a", count: 2_000) + "!", steps: 10_000_000)
        let isFound = [short.finds(program), long.finds(program)]
        #expect(isFound == [false, false])
        #expect(10_000_000 - long.remainingSteps < 3 * (10_000_000 - short.remainingSteps))
    }

    @Test("give up where the steps run out")
    func giveUp() throws {
        let program = try SchemaPattern("a+b", maximumSize: 100).program
        var matcher = PatternMatcher(String(repeating: "a", count: 1_000), steps: 100)
        let isFound = matcher.finds(program)
        #expect(!isFound)
        #expect(matcher.remainingSteps < 0)
    }
}
