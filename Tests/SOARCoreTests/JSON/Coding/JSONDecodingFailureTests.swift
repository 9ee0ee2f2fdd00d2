//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("What is said of a value that can't be decoded")
struct JSONDecodingFailureTests {
    private struct Filter: Decodable {
        var tags: [String]
        var level: Level?
        var limit: UInt8?
        var since: Date?
        var shape: Shape?
        var when: [String: [Int: Bool]]?
    }

    private struct Search: Decodable { var filter: Filter }

    /// What is said; nil where nothing is wrong.
    private func words<T: Decodable>(_ type: T.Type, _ text: String) throws -> String? {
        let value = try JSONParser.parse(text)
        do {
            _ = try JSONValueDecoder().decode(type, from: value)
            return nil
        } catch {
            return error.description
        }
    }

    private func expect<T: Decodable>(
        _ type: T.Type, _ text: String, _ words: String, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let said = try self.words(type, text)
        #expect(said == words, sourceLocation: location)
    }

    @Test("the place is named as people write it")
    func places() throws {
        try expect(Search.self, #"{"filter": {"tags": ["a", "b", 3]}}"#, "'filter.tags[2]' must be a string, not 3")
        try expect(
            Search.self, #"{"filter": {"tags": [], "when": {"a b": {"7": 0}}}}"#,
            #"'filter.when["a b"].7' must be true or false, not 0"#)
        try expect([[Int]].self, "[[1], [2, null]]", integer("'[1][1]'") + "not null")
        try expect([String: [Int]].self, #"{"": [true]}"#, integer(#"'[""][0]'"#) + "not true")
        try expect(Int.self, "null", integer("The value") + "not null")
    }

    private func integer(_ place: String) -> String {
        "\(place) must be an integer from \(Int64.min) to \(Int64.max), "
    }

    @Test("long names are cut, and of a deep place the end is shown")
    func longPlaces() throws {
        let name = String(repeating: "n", count: 50)
        let said = try words([String: Bool].self, #"{"\#(name)": 1}"#)
        #expect(said == "'\(name.prefix(40))…' must be true or false, not 1")
        struct Deep: Decodable { var a: [Deep] }
        let levels = 20
        let text = String(repeating: #"{"a":["#, count: levels) + "1" + String(repeating: "]}", count: levels)
        let place = "…" + Array(repeating: "a[0]", count: 8).joined(separator: ".")
        let deep = try words(Deep.self, text)
        #expect(deep == "'\(place)' must be an object, not 1")
    }

    @Test("the range of an integer is named")
    func integers() throws {
        struct Page: Decodable { var limit: UInt8 }
        let range = "'limit' must be an integer from 0 to 255, not "
        try expect(Page.self, #"{"limit": "ten"}"#, range + #""ten""#)
        try expect(Page.self, #"{"limit": 256}"#, range + "256")
        try expect(Page.self, #"{"limit": 2.5}"#, range + "2.5")
        try expect(Page.self, #"{"limit": [1]}"#, range + "an array of 1 element")
        try expect(Page.self, "{}", "'limit' is missing; it must be an integer from 0 to 255")
        try expect(UInt64.self, "-1", "The value must be an integer from 0 to 9223372036854775807, not -1")
        try expect(UInt128.self, "-1", "The value must be an integer from 0 to 9223372036854775807, not -1")
        try expect(
            Int.self, "1e18",
            "The value must be an integer from \(Int64.min) to \(Int64.max), without fraction and exponent, not 1e+18")
    }

    @Test("every kind of value is named, and what is accepted for every type")
    func kinds() throws {
        try expect(Bool.self, "[]", "The value must be true or false, not an empty array")
        try expect(String.self, "[1, 2]", "The value must be a string, not an array of 2 elements")
        try expect(Double.self, "{}", "The value must be a number, not an empty object")
        try expect([Int].self, #"{"a": 1}"#, "The value must be an array, not an object with the member 'a'")
        try expect(Filter.self, #""x""#, #"The value must be an object, not "x""#)
        try expect(JSONObject.self, "[1]", "The value must be an object, not an array of 1 element")
        try expect([String: Int].self, "false", "The value must be an object, not false")
        try expect(String.self, #"{"a": 1, "b": 2}"#, "The value must be a string, not an object of 2 members")
        try expect(
            Float.self, "1e300",
            "The value must be a number from -3.4028235e+38 to 3.4028235e+38, not 1e+300")
        try expect(
            Date.self, #""tomorrow""#,
            #"The value must be a time with its zone, such as "2026-01-31T08:30:00Z" (RFC 3339), not "tomorrow""#)
        try expect(Data.self, #""*""#, #"The value must be a string in base64 (RFC 4648 §4), not "*""#)
        try expect(
            URL.self, #""a b""#, #"The value must be a URL, such as "https://example.com/a" (RFC 3986), not "a b""#)
        try expect(
            UUID.self, "5",
            #"The value must be a UUID, such as "f81d4fae-7dec-11d0-a765-00a0c91e6bf6" (RFC 9562), not 5"#)
        try expect(
            Decimal.self, #""5 apples""#,
            #"The value must be a number of at most 38 digits, or its digits as a string, not "5 apples""#)
        let infinite = #expect(throws: JSONDecodingFailure.self) {
            try JSONValueDecoder().decode(Double.self, from: .double(-.infinity))
        }
        #expect(infinite?.description == "The value must be a number, not -inf")
    }

    @Test("what is missing is named with what it must be, where that is known")
    func missing() throws {
        struct Needs<T: Decodable>: Decodable { var it: T }
        try expect(Search.self, "{}", "'filter' is missing")
        try expect(Search.self, #"{"filter": {}}"#, "'filter.tags' is missing; it must be an array")
        try expect(Needs<[String: Int]>.self, "{}", "'it' is missing; it must be an object")
        try expect(Needs<[Level: Int]>.self, "{}", "'it' is missing; it must be an array")
        try expect(Needs<Set<Int>>.self, "{}", "'it' is missing; it must be an array")
        try expect(Needs<Level>.self, "{}", #"'it' is missing; it must be "low" or "high""#)
        try expect(Needs<Hidden>.self, "{}", "'it' is missing; it must be a string")
        try expect(Needs<JSONValue>.self, "{}", "'it' is missing; it must be a JSON value")
        try expect(Nested.self, "{}", "'outer' is missing; it must be an object")
        try expect(Nested.self, #"{"outer": {"x": 1}, "super": ""}"#, "'list' is missing; it must be an array")
        try expect(
            Nested.self, #"{"outer": {"x": 1}, "super": "", "list": []}"#,
            "'list[0]' is missing; it must be an object")
        try expect(Nested.self, #"{"outer": {"x": 1}, "list": []}"#, "'super' must be a string, not null")
    }

    @Test("the values of an enumeration are named")
    func choices() throws {
        try expect([Level].self, #"["loud"]"#, #"'[0]' must be "low" or "high", not "loud""#)
        try expect([Level].self, "[5]", #"'[0]' must be "low" or "high", not 5"#)
        try expect([Level].self, "[null]", #"'[0]' must be "low" or "high", not null"#)
        try expect(
            Direction.self, #""up""#, #"The value must be one of "north", "east", "south", "west", not "up""#)
        try expect([String: Rank].self, #"{"a": 3}"#, "'a' must be 1 or 2, not 3")
        try expect([String: Rank?].self, #"{"a": "x"}"#, #"'a' must be 1 or 2, not "x""#)
        try expect(Hidden.self, #""three""#, #"The value must be one of the values of Hidden, not "three""#)
        try expect(Hidden.self, "3", "The value must be a string, not 3")
        try expect(Identifier.self, #""x""#, integer("The value") + #"not "x""#)
    }

    @Test("of many values the first are named")
    func manyChoices() throws {
        struct Digit: RawRepresentable, CaseIterable, Decodable {
            static var allCases: [Digit] { (0..<25).map { Digit(checked: $0) } }
            var rawValue: Int
            private init(checked: Int) { rawValue = checked }
            init?(rawValue: Int) {
                guard (0..<25).contains(rawValue) else { return nil }
                self.rawValue = rawValue
            }
        }
        let named = (0..<20).map(String.init).joined(separator: ", ")
        try expect(Digit.self, "99", "The value must be one of \(named) and 5 more, not 99")
    }

    @Test("a case with values is told from other members")
    func cases() throws {
        let one = "must be an object with one member, named for one of the cases of Shape, not "
        try expect(Shape.self, #"{"square": {}}"#, "The value \(one)an object with the member 'square'")
        try expect([Shape].self, "[{}]", "'[0]' \(one)an empty object")
        try expect(Shape.self, #"{"circle": {}}"#, "'circle.radius' is missing; it must be a number")
        try expect(Shape.self, #""point""#, #"The value must be an object, not "point""#)
        try expect([Int: Int].self, #"{"a": 1}"#, "'a' is not accepted: the name must be an integer")
    }
}
