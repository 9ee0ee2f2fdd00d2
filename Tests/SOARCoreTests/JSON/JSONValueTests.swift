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
}
