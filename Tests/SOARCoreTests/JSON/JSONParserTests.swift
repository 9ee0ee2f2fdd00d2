//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("The JSON parser")
struct JSONParserTests {
    @Test(
        "reads every kind of value exactly",
        arguments: [
            ("null", JSONValue.null), ("true", true), ("false", false), ("\"\"", ""), ("[]", []), ("{}", [:]),
            ("0", 0), ("-0", 0), ("-1", -1), ("9007199254740993", 9_007_199_254_740_993),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("0.5", 0.5), ("1e2", .double(100)),
            ("-1.5E-3", .double(-0.0015)), ("1e-400", .double(0)), ("5.0", .double(5)),
            (" \t\r\n[ 1 , [ ] , { \"a\" : null } ] \n", [1, [], ["a": nil]]),
            (#""\"\\\/\b\f\n\r\t\u0041\u00e9\u4e2D\ud83D\uDE00\u0000""#, "\"\\/\u{8}\u{C}\n\r\tAé中😀\u{0}"),
            ("\"剧本 \u{7F}\u{2028}😀\"", "剧本 \u{7F}\u{2028}😀"),
            (#"{"b":1,"a":{"b":2}}"#, ["b": 1, "a": ["b": 2]]),
            (#"{"a":1,"A":2,"":3}"#, ["a": 1, "A": 2, "": 3]),
        ] as [(String, JSONValue)])
    func reads(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONParser.parse(text) == value)
    }

    @Test(
        "refuses what is not JSON, and says what and where",
        arguments: [
            ("", JSONParseError.Code.unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("nul", .unexpectedEnd, 3),
            ("nulL", .unexpectedCharacter, 3), ("True", .unexpectedCharacter, 0), ("NaN", .unexpectedCharacter, 0),
            ("Infinity", .unexpectedCharacter, 0), ("-Infinity", .invalidNumber, 1), ("'a'", .unexpectedCharacter, 0),
            ("1 2", .trailingContent, 2), ("{}x", .trailingContent, 2), ("nullnull", .trailingContent, 4),
            ("[1,]", .unexpectedCharacter, 3), ("[,1]", .unexpectedCharacter, 1), ("[1 2]", .unexpectedCharacter, 3),
            ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3), ("[}", .unexpectedCharacter, 1),
            (#"{"a":1,}"#, .unexpectedCharacter, 7), (#"{"a" 1}"#, .unexpectedCharacter, 5),
            ("{a:1}", .unexpectedCharacter, 1),
            (#"{"a"}"#, .unexpectedCharacter, 4), (#"{"a":}"#, .unexpectedCharacter, 5),
            ("{1:2}", .unexpectedCharacter, 1),
            (#"{"a":1"#, .unexpectedEnd, 6), ("// c\n1", .unexpectedCharacter, 0),
            ("[1/*c*/]", .unexpectedCharacter, 2),
            ("\u{FEFF}1", .unexpectedCharacter, 0), ("\u{A0}1", .unexpectedCharacter, 0),
            ("\u{B}1", .unexpectedCharacter, 0),
            ("01", .invalidNumber, 1), ("-01", .invalidNumber, 2), ("1.", .unexpectedEnd, 2),
            (".5", .unexpectedCharacter, 0),
            ("1.e1", .invalidNumber, 2), ("1e", .unexpectedEnd, 2), ("1e+", .unexpectedEnd, 3),
            ("+1", .unexpectedCharacter, 0),
            ("-", .unexpectedEnd, 1), ("--1", .invalidNumber, 1), ("0x10", .trailingContent, 1),
            ("1_0", .trailingContent, 1),
            ("１", .unexpectedCharacter, 0), ("1e400", .numberOutOfRange, 0), ("[-1e999]", .numberOutOfRange, 1),
            ("\"a", .unexpectedEnd, 2), ("\"a\\", .unexpectedEnd, 3), ("\"\\x\"", .invalidEscape, 2),
            ("\"\\u12\"", .invalidEscape, 5),
            ("\"\\u12G4\"", .invalidEscape, 5), ("\"\\u１234\"", .invalidEscape, 3), ("\"\\U0041\"", .invalidEscape, 2),
            ("\"\n\"", .controlCharacter, 1), ("\"\u{0}\"", .controlCharacter, 1),
            ("\"\\n\u{1F}\"", .controlCharacter, 3),
            ("\"\\ud800\"", .loneSurrogate, 3), ("\"\\udc00\"", .loneSurrogate, 3), ("\"\\ud800x\"", .loneSurrogate, 3),
            ("\"\\ud800\\n\"", .loneSurrogate, 3), ("\"\\ud800\\ud800\"", .loneSurrogate, 3),
            ("\"\\ude00\\ud83d\"", .loneSurrogate, 3),
            (#"{"a":1,"a":1}"#, .duplicateMember, 7), (#"{"a":null,"a":null}"#, .duplicateMember, 10),
            (#"{"a":1,"\u0061":2}"#, .duplicateMember, 7), (#"[{"x":{"":0,"":0}}]"#, .duplicateMember, 12),
        ])
    func refuses(_ text: String, _ code: JSONParseError.Code, _ offset: Int) {
        #expect(throws: JSONParseError(code: code, offset: offset)) { try JSONParser.parse(text) }
    }

    @Test(
        "refuses bytes that are no UTF-8, wherever they are",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func refusesBadUTF8(_ bad: [UInt8]) {
        let places: [(String, String)] = [
            ("\"", "\""), ("\"\\n", "\""), ("\"", "\\n\""), ("{\"", "\":1}"), ("{\"a\":[\"\\u0041", "\"]}"),
        ]
        for (before, after) in places {
            let error = #expect(throws: JSONParseError.self) {
                try JSONParser.parse(Array(before.utf8) + bad + Array(after.utf8))
            }
            #expect(error?.code == .invalidUTF8)
        }
        #expect(throws: JSONParseError(code: .unexpectedCharacter, offset: 0)) { try JSONParser.parse(bad) }
    }

    @Test("refuses UTF-16 and UTF-32")
    func refusesOtherEncodings() {
        for bytes in [[0xFF, 0xFE, 0x31, 0x00], [0x00, 0x31], [0x31, 0x00], [0x31, 0, 0, 0]] as [[UInt8]] {
            #expect(throws: JSONParseError.self) { try JSONParser.parse(bytes) }
        }
    }

    @Test("tells names apart by their code units, as other programs do")
    func comparesNamesExactly() throws {
        let value = try JSONParser.parse("{\"K\":1,\"\u{212A}\":2,\"\u{E9}\":3,\"e\u{301}\":4}")
        #expect(value.objectValue?.count == 4)
        #expect(value["K"] == 1 && value["\u{212A}"] == 2 && value["\u{E9}"] == 3 && value["e\u{301}"] == 4)
        #expect(throws: JSONParseError(code: .duplicateMember, offset: 8)) {
            try JSONParser.parse("{\"\u{E9}\":1,\"\\u00e9\":2}")
        }
    }

    @Test("says which limit a text goes beyond where it is known, and names no other one")
    func wordsOfLimits() {
        let limits = JSONLimits(maximumBytes: 10, maximumDepth: 2, maximumValues: 3)
        for (text, known, unknown) in [
            ("           1", "longer than 10 bytes", "too long"), ("[[[1]]]", "deeper than 2 levels", "too deep"),
            ("[1,2,3,4]", "more than 3 values", "too many values"),
        ] {
            let error = #expect(throws: JSONParseError.self) {
                try JSONParser.parse(Array(text.utf8), limits: limits)
            }
            #expect(error?.words(limits).contains(known) == true)
            #expect(error?.description.contains(unknown) == true)
        }
    }
}
