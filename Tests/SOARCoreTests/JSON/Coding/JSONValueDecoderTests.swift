//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("Swift values of JSON values")
struct JSONValueDecoderTests {
    @Test("integers of every width are taken to the last, and not one further")
    func widths() throws {
        try check(Int8.self)
        try check(Int16.self)
        try check(Int32.self)
        try check(UInt8.self)
        try check(UInt16.self)
        try check(UInt32.self)
        let wide: [any (FixedWidthInteger & Decodable).Type] = [Int.self, Int64.self, Int128.self]
        for type in wide { #expect(try read(type, .integer(.min)) == "\(Int64.min)") }
        let tall: [any (FixedWidthInteger & Decodable).Type] = [UInt.self, UInt64.self, UInt128.self]
        for type in tall {
            #expect(try read(type, 0) == "0")
            #expect(throws: JSONDecodingFailure.self) { try read(type, -1) }
        }
        for type in wide + tall { #expect(try read(type, .integer(.max)) == "\(Int64.max)") }
    }

    private func check<T: FixedWidthInteger & Decodable>(_ type: T.Type) throws {
        let (low, high) = (Int64(T.min), Int64(T.max))
        #expect(try read(type, .integer(low)) == "\(low)")
        #expect(try read(type, .integer(high)) == "\(high)")
        #expect(try read(type, .double(Double(high))) == "\(high)")
        #expect(throws: JSONDecodingFailure.self) { try read(type, .integer(low - 1)) }
        #expect(throws: JSONDecodingFailure.self) { try read(type, .integer(high + 1)) }
        #expect(throws: JSONDecodingFailure.self) { try read(type, .double(Double(high + 1))) }
    }

    /// As a value, as an element and as a member, for each has its own container.
    private func read<T: FixedWidthInteger & Decodable>(_ type: T.Type, _ value: JSONValue) throws -> String {
        let decoder = JSONValueDecoder()
        let alone = try decoder.decode(type, from: value)
        let element = try decoder.decode([T].self, from: [value])
        let member = try decoder.decode([String: T].self, from: ["a": value])
        #expect(element == [alone] && member == ["a": alone])
        return String(alone)
    }

    @Test(
        "a double is an integer where no other integer is the same double",
        arguments: [
            ("3.0", 3), ("-0.0", 0), ("2e3", 2000), ("9007199254740991.0", 9_007_199_254_740_991), ("3.5", nil),
            ("9007199254740992.0", nil), ("9007199254740993.0", nil), ("1e18", nil), ("1e300", nil), ("\"3\"", nil),
            ("9223372036854775808", nil), ("true", nil), ("null", nil),
        ] as [(String, Int?)])
    func integral(_ text: String, _ expected: Int?) throws {
        #expect((try? decoded(Int.self, text)) == expected)
        #expect((try? decoded(UInt64.self, text)) == expected.map { UInt64($0) })
        #expect((try? decoded(Int128.self, text)) == expected.map { Int128($0) })
    }

    @Test("absent and null are nil, in a type's own words too")
    func optionals() throws {
        struct Box<T: Decodable>: Decodable { var value: T }
        #expect(try decoded(Box<Int?>.self, "{}").value == nil)
        #expect(try decoded(Box<Int?>.self, #"{"value": null}"#).value == nil)
        #expect(try decoded(Box<Int?>.self, #"{"value": 5}"#).value == 5)
        #expect(try decoded([Int?].self, "[1, null]") == [1, nil])
        #expect(try decoded(Int?.self, "null") == nil)
        #expect(throws: JSONDecodingFailure.self) { try decoded(Box<JSONValue>.self, "{}") }
    }

    @Test("a JSON value is taken as it is")
    func values() throws {
        let text = #"{"z":[1,1.0,{"b":null,"a":9007199254740993}],"A":"a","K":1,"\#u{212A}":2}"#
        let value = try JSONParser.parse(text)
        #expect(try JSONValueDecoder().decode(JSONValue.self, from: value).text() == text)
        #expect(try JSONValueDecoder().decode(JSONObject.self, from: value).names == ["z", "A", "K", "\u{212A}"])
        let inside = try JSONValueDecoder().decode([String: [JSONValue]].self, from: ["a": [value, nil]])
        #expect(inside["a"]?.map { $0.text() } == [text, "null"])
    }

    @Test("keys of a dictionary may be integers or cases")
    func dictionaries() throws {
        #expect(try decoded([Int: String].self, #"{"1": "a", "-2": "b"}"#) == [1: "a", -2: "b"])
        #expect(try decoded([Level: Int].self, #"["low", 1, "high", 2]"#) == [.low: 1, .high: 2])
    }

    @Test("a superclass and nested containers are found")
    func containers() throws {
        let dog = try decoded(Dog.self, #"{"tricks": ["sit"], "base": {"name": "Rex"}}"#)
        #expect(dog.name == "Rex" && dog.tricks == ["sit"])
        let nested = try decoded(
            Nested.self, #"{"outer": {"x": 1}, "super": "s", "list": [{"text": "t"}, [1, null], 2]}"#)
        #expect(nested == Nested(x: 1, list: [1, nil], inner: "t", upper: "s"))
    }

    @Test("an element that could not be decoded is still the next one")
    func secondTry() throws {
        struct Either: Decodable, Equatable {
            var words: [String] = []
            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                while !container.isAtEnd {
                    do {
                        words.append("\(try container.decode(Int.self))")
                    } catch DecodingError.typeMismatch(_, let context) {
                        #expect(context.codingPath.map(\.intValue) == [words.count])
                        words.append(try container.decode(String.self))
                    }
                }
            }
        }
        #expect(try decoded(Either.self, #"[1, "a", 2]"#).words == ["1", "a", "2"])
    }

    @Test("errors that a type throws reach the types around it")
    func ownErrors() throws {
        struct Odd: Error {}
        struct Even: Decodable {
            init(from decoder: any Decoder) throws {
                guard try Int(from: decoder).isMultiple(of: 2) else { throw Odd() }
            }
        }
        struct Caught: Decodable {
            var isOdd = false
            init(from decoder: any Decoder) throws {
                do { _ = try decoder.singleValueContainer().decode(Even.self) } catch is Odd { isOdd = true }
            }
        }
        #expect(try decoded(Caught.self, "3").isOdd)
        #expect(try !decoded(Caught.self, "4").isOdd)
    }

    @Test("a type is told what the program has to tell it")
    func userInfo() throws {
        struct Told: Codable, Equatable {
            static let key = CodingUserInfoKey(rawValue: "a")
            var word: String
            init(from decoder: any Decoder) throws {
                word = try #require(Self.key.flatMap { decoder.userInfo[$0] as? String })
            }
            func encode(to encoder: any Encoder) throws {
                try #require(Self.key.flatMap { encoder.userInfo[$0] as? String }).encode(to: encoder)
            }
        }
        let key = try #require(Told.key)
        var decoder = JSONValueDecoder()
        decoder.userInfo[key] = "told"
        let told = try decoder.decode([Told].self, from: [1])
        #expect(told.first?.word == "told")
        var encoder = JSONValueEncoder()
        encoder.userInfo[key] = "too"
        #expect(try encoder.encode(told) == ["too"])
    }
}
