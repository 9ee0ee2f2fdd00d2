//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("A JSON value")
struct JSONValueTests {
    @Test("is only what it is")
    func access() {
        let values: [JSONValue] = [nil, true, 5, 5.5, "5", [5], ["a": 5]]
        #expect(values.map(\.kind) == ["null", "boolean", "integer", "number", "string", "array", "object"])
        #expect(values.map(\.isNull) == [true, false, false, false, false, false, false])
        #expect(values.map(\.boolValue) == [nil, true, nil, nil, nil, nil, nil])
        #expect(values.map(\.integerValue) == [nil, nil, 5, nil, nil, nil, nil])
        #expect(values.map(\.doubleValue) == [nil, nil, 5, 5.5, nil, nil, nil])
        #expect(values.map(\.stringValue) == [nil, nil, nil, nil, "5", nil, nil])
        #expect(values.map { $0.arrayValue?.count } == [nil, nil, nil, nil, nil, 1, nil])
        #expect(values.map { $0.objectValue?.count } == [nil, nil, nil, nil, nil, nil, 1])
    }

    @Test(
        "has an integer where a double is whole and fits",
        arguments: [
            (5.0, 5), (-0.0, 0), (0.5, nil), (1e18, 1_000_000_000_000_000_000), (1e19, nil), (-1e300, nil),
            (.infinity, nil),
            (.nan, nil),
        ] as [(Double, Int64?)])
    func integers(_ double: Double, _ integer: Int64?) {
        #expect(JSONValue.double(double).integerValue == integer)
    }

    @Test("has members and elements only where they are")
    func subscripts() {
        let value: JSONValue = ["a": [1, nil], "n": nil]
        #expect(value["a"]?[0] == 1)
        #expect(value["a"]?[1] == .some(.null))
        #expect(value["a"]?[2] == nil && value["a"]?[-1] == nil)
        #expect(value["n"]?.isNull == true)
        #expect(value["b"] == nil && value[0] == nil && value["a"]?["a"] == nil)
    }
}

@Suite("A JSON object")
struct JSONObjectTests {
    @Test("keeps the order of its members, and does not compare it")
    func order() {
        let first: JSONObject = ["b": 1, "a": 2]
        let second: JSONObject = ["a": 2, "b": 1]
        #expect(first.names == ["b", "a"] && second.names == ["a", "b"])
        #expect(first == second && first.hashValue == second.hashValue)
        #expect(first != ["a": 2] && first != ["a": 2, "b": 2] && first != ["a": 2, "c": 1])
    }

    @Test("tells a member that is null from none")
    func nullMembers() {
        var object: JSONObject = ["a": .null]
        #expect(object.count == 1 && object["a"] == .some(.null))
        object["a"] = nil
        #expect(object.isEmpty && object["a"] == nil)
        object["a"] = .some(.null)
        #expect(object.names == ["a"])
    }

    @Test("takes the last of repeated names, in a literal and in a merge")
    func merging() {
        let object: JSONObject = ["a": 1, "b": 2, "a": 3]
        #expect(object["a"] == 3 && object.names == ["a", "b"])
        let merged = object.merging(["c": 4, "b": 5])
        #expect(merged.names == ["a", "b", "c"] && merged["b"] == 5 && object["b"] == 2)
    }

    @Test("is the same with few members and with many", arguments: [0, 1, 11, 12, 13, 14, 40, 300])
    func sizes(_ count: Int) {
        let names = (0..<count).map { "member \($0)" }
        var object = JSONObject()
        for (number, name) in names.enumerated() { object[name] = JSONValue(number) }
        #expect(object.names == names && object["member"] == nil)
        for (number, name) in names.enumerated() { #expect(object[name] == JSONValue(number)) }
        for name in names { object[name] = nil }
        #expect(object.isEmpty)
        for name in names.reversed() { object[name] = true }
        object["member 5"] = nil
        object["last"] = 1
        #expect(object.names == names.reversed().filter { $0 != "member 5" } + ["last"])
        #expect(object["last"] == 1)
        #expect(object["member 5"] == nil)
        #expect((object["member 0"] != nil) == (count > 0))
    }

    @Test("tells names apart that look the same", arguments: [0, 20])
    func looks(_ others: Int) {
        var object: JSONObject = ["K": 1, "é": 2]
        for number in 0..<others { object["\(number)"] = 0 }
        #expect(object["\u{212A}"] == nil && object["e\u{301}"] == nil)
        object["\u{212A}"] = 3
        #expect(object["K"] == 1 && object["\u{212A}"] == 3 && object.count == others + 3)
    }

    @Test("keeps its text until it is changed, and is the same with it and without")
    func keptText() {
        let plain: JSONObject = ["text": "a \"b\"", "inner": ["list": [1, 2.5, nil]]]
        let kept = plain.keepingText()
        #expect(kept.text == JSONValue.object(plain).encoded() && plain.text == nil)
        #expect(kept == plain && kept.hashValue == plain.hashValue)
        #expect(JSONValue.object(kept).text(pretty: true) == JSONValue.object(plain).text(pretty: true))
        let around: JSONValue = ["in": [.object(kept), 1]]
        #expect(around.text() == (["in": [.object(plain), 1]] as JSONValue).text())
        var (changed, expected) = (kept, plain)
        for change in [("text", nil), ("new", 1), ("new", 2)] as [(String, JSONValue?)] {
            changed = changed.keepingText()
            changed[change.0] = change.1
            expected[change.0] = change.1
            #expect(JSONValue.object(changed).text() == JSONValue.object(expected).text())
        }
    }
}
