//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("The JSON parser's limits")
struct JSONLimitsTests {
    private func limits(_ change: (inout JSONLimits) -> Void) -> JSONLimits {
        var limits = JSONLimits()
        change(&limits)
        return limits
    }

    @Test("let depth 64 through and stop 65", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(_ open: String, _ close: String) throws {
        func nested(_ depth: Int) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        _ = try JSONParser.parse(nested(64))
        let error = #expect(throws: JSONParseError.self) { try JSONParser.parse(nested(65)) }
        #expect(error?.code == .tooDeep)
    }

    @Test("stop a million brackets at the 65th, quickly", arguments: ["[", "{\"a\":", "[[{\"\":"])
    func endlessDepth(_ open: String) {
        let error = #expect(throws: JSONParseError.self) {
            try JSONParser.parse(String(repeating: open, count: 400_000))
        }
        #expect(error?.code == .tooDeep)
    }

    @Test("count depth, not containers")
    func siblings() throws {
        _ = try JSONParser.parse("[" + String(repeating: "[],{},", count: 1_000) + "1]")
    }

    @Test("count bytes, white space included")
    func bytes() throws {
        let limits = limits { $0.maximumBytes = 5 }
        #expect(try JSONParser.parse("  1  ", limits: limits) == 1)
        #expect(throws: JSONParseError(code: .tooLong, offset: 5)) { try JSONParser.parse("  1   ", limits: limits) }
    }

    @Test("count values, those inside and the outermost included")
    func values() throws {
        let limits = limits { $0.maximumValues = 4 }
        _ = try JSONParser.parse(#"[1,{"a":2}]"#, limits: limits)
        let error = #expect(throws: JSONParseError.self) { try JSONParser.parse(#"[1,{"a":2,"b":3}]"#, limits: limits) }
        #expect(error?.code == .tooManyValues)
    }
}
