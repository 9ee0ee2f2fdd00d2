//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("JSON values of Swift values")
struct JSONValueEncoderTests {
    private func text(_ value: some Encodable) throws -> String { try JSONValueEncoder().encode(value).text() }

    private func refusal(_ value: some Encodable) throws -> String {
        let error = try #require(throws: EncodingError.self) { try JSONValueEncoder().encode(value) }
        guard case .invalidValue(_, let context) = error else { return "" }
        return context.debugDescription
    }

    @Test("members keep their order")
    func order() throws {
        struct Order: Encodable {
            var zebra = 1
            var apple = [true, false]
            var none: Int?
            var mango: [String: String] = ["k": "v"]
        }
        #expect(try text(Order()) == #"{"zebra":1,"apple":[true,false],"mango":{"k":"v"}}"#)
        let object: JSONObject = ["b": 1, "a": ["d": nil, "c": 0]]
        #expect(try text(["x": object]) == #"{"x":{"b":1,"a":{"d":null,"c":0}}}"#)
        #expect(try text([JSONValue.double(2)]) == "[2.0]")
    }

    @Test("every type has one form")
    func forms() throws {
        #expect(try text(Date(timeIntervalSince1970: 1_700_000_000.25)) == #""2023-11-14T22:13:20.250Z""#)
        #expect(try text(Data([0, 255, 62])) == #""AP8+""#)
        #expect(try text(URL(string: "/b", relativeTo: URL(string: "https://a.example"))) == #""https://a.example/b""#)
        #expect(try text([Int?.none, 5]) == "[null,5]")
        #expect(try text(Int?.none) == "null")
        #expect(try text([Level.high]) == #"["high"]"#)
        #expect(try text(Shape.line(1, to: 2)) == #"{"line":{"_0":1,"to":2}}"#)
        #expect(try text([7: "x"]) == #"{"7":"x"}"#)
        #expect(try text([Int128(5)]) == "[5]" && text(["a": UInt128(6)]) == #"{"a":6}"# && text(Int128(-7)) == "-7")
        #expect(try text([Float(0.1), 16_777_216, .greatestFiniteMagnitude]) == "[0.1,16777216.0,3.4028235e+38]")
        #expect(try text(Dog(name: "Rex", tricks: [])) == #"{"tricks":[],"base":{"name":"Rex"}}"#)
        #expect(
            try text(Nested(x: 1, list: [1, nil], inner: "t", upper: "s"))
                == #"{"outer":{"x":1},"super":"s","list":[{"text":"t"},[1,null],2]}"#)
    }

    @Test(
        "a decimal is a number where its text is that number",
        arguments: [
            ("0.1", "0.1"), ("5", "5"), ("-5.00", "-5"), ("9223372036854775807", "9223372036854775807"),
            ("1e20", "1e+20"), ("0.12345678901234567890123", "\"0.12345678901234567890123\""),
            ("9223372036854775809", "\"9223372036854775809\""), ("0", "0"), ("1e-20", "1e-20"),
        ])
    func decimals(_ decimal: String, _ expected: String) throws {
        let decimal = try #require(Decimal(string: decimal))
        #expect(try text([decimal]) == "[\(expected)]")
        #expect(try decoded([Decimal].self, "[\(expected)]") == [decimal])
    }

    @Test("what JSON has no form for is refused, with the place")
    func refusals() throws {
        let start = "can't be written as JSON: "
        #expect(try refusal(["a": [1, Double.nan]]) == "'a[1]' \(start)JSON has no word for nan")
        #expect(try refusal(-Float.infinity) == "The value \(start)JSON has no word for -inf")
        #expect(try refusal([Decimal.nan]) == "'[0]' \(start)JSON has no word for NaN")
        let beyond = "is beyond the integers of 64 bits with a sign"
        #expect(try refusal([UInt64.max]) == "'[0]' \(start)18446744073709551615 \(beyond)")
        #expect(try refusal(["a": UInt.max]) == "'a' \(start)18446744073709551615 \(beyond)")
        #expect(try refusal(["a": Int128(Int64.min) - 1]) == "'a' \(start)-9223372036854775809 \(beyond)")
        #expect(try refusal([UInt128.max]).hasSuffix(beyond) && refusal(Int128.max).hasSuffix(beyond))
        for date in [Date.distantFuture.addingTimeInterval(1e12), Date(timeIntervalSince1970: -62_167_219_201)] {
            #expect(try refusal(date) == "The value \(start)RFC 3339 has only the years from 0 to 9999")
        }
    }

    @Test("is as deep as what can be read back, and no deeper")
    func depth() throws {
        final class Chain: Encodable {
            var next: [Chain] = []
        }
        // Each link is an object with an array in it.
        func chain(_ links: Int) -> Chain {
            let first = Chain()
            var last = first
            for _ in 1..<links {
                let next = Chain()
                last.next = [next]
                last = next
            }
            return first
        }
        let deepest = try JSONValueEncoder().encode(chain(32))
        #expect(throws: Never.self) { try JSONParser.parse(deepest.text()) }
        let words = "there are more than 64 arrays and objects inside one another"
        #expect(try refusal(chain(33)).hasSuffix(words))
        #expect(try refusal(chain(5_000)).hasSuffix(words))
        var encoder = JSONValueEncoder()
        encoder.maximumDepth = 2
        #expect(try encoder.encode([[1]]) == [[1]])
        #expect(throws: EncodingError.self) { try encoder.encode([[[Int]()]]) }
    }

    @Test("a value that does not encode itself as one value is refused, or is an empty object inside another")
    func misuse() throws {
        struct Nothing: Encodable { func encode(to encoder: any Encoder) {} }
        struct Twice: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(1)
                try container.encode(2)
            }
        }
        struct Both: Encodable {
            func encode(to encoder: any Encoder) throws {
                _ = encoder.unkeyedContainer()
                try ["a": 1].encode(to: encoder)
            }
        }
        #expect(try refusal(Nothing()).hasSuffix("it encodes nothing"))
        #expect(try text([Nothing()]) == "[{}]")
        #expect(try refusal([Twice()]).hasSuffix("it encodes more than one value"))
        #expect(try refusal([Both()]).hasSuffix("it encodes more than one value"))
    }

    @Test("a member that is encoded again is replaced, and containers for one member are one")
    func repetition() throws {
        struct Again: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: JSONNameKey.self)
                let (a, b) = (JSONNameKey(stringValue: "a"), JSONNameKey(stringValue: "b"))
                try container.encode(1, forKey: a)
                for key in [a, b] {
                    var nested = container.nestedContainer(keyedBy: JSONNameKey.self, forKey: b)
                    try nested.encode(2, forKey: key)
                }
                try container.encode(3, forKey: a)
                // Swift takes these two for the same text.
                try container.encode(4, forKey: JSONNameKey(stringValue: "\u{E9}"))
                try container.encode(5, forKey: JSONNameKey(stringValue: "e\u{301}"))
            }
        }
        #expect(try text(Again()) == "{\"a\":3,\"b\":{\"a\":2,\"b\":2},\"\u{E9}\":4,\"e\u{301}\":5}")
    }
}
