//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("What Foundation decodes")
struct JSONCodingFoundationTests {
    private func ours<T: Decodable>(_ type: T.Type, _ text: String) -> T? { try? decoded(type, text) }

    private func theirs<T: Decodable>(_ type: T.Type, _ text: String) -> T? {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try? decoder.decode(type, from: Data(text.utf8))
    }

    private static let values = [
        "null", "true", "false", "0", "-0", "1", "-1", "127", "128", "-128", "-129", "255", "256", "32768", "65535",
        "65536", "2147483648", "4294967296", "9007199254740993", "9223372036854775807", "-9223372036854775808", "1.0",
        "2.5", "1e2", "1e-2", "-1.5e3", "0.1", "16777217", "1e39", "1e300", "1e-300", "\"\"", "\"a\"", "\"low\"",
        "\"one\"", "\"1\"", "\"AQID\"", "\"AQI=\"", "\"A\"", "\"AQ==\\n\"", "\"https://example.com/a?b=c#d\"",
        "\"mailto:a@b.example\"", "\"http://[::1\"", "\"2026-01-31T08:30:00Z\"", "\"2026-01-31T08:30:00+08:00\"",
        "\"2026-01-31\"", "\"2026-01-31T08:30:00.5Z\"", "\"2026-01-31T08:30:00\"",
        "\"F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6\"", "\"f81d4fae\"", "[]", "{}", "[1]", "[1, null]",
        "[true]", "[\"a\"]", "[[1]]", "[{}]", "{\"a\": 1}", "{\"1\": 1, \"2\": null}", "{\"1\": 1}",
        "{\"a\": null}", "{\"a\": [1]}", "{\"point\": {}}", "{\"circle\": {\"radius\": 1}}", "{\"circle\": {}}",
        "{\"line\": {\"_0\": 1, \"to\": 2}}", "{\"point\": {}, \"circle\": {\"radius\": 1}}", "{\"other\": {}}",
        "{\"tricks\": [], \"base\": {\"name\": \"\"}}", "{\"outer\": {\"x\": 1}, \"super\": \"\", \"list\": []}",
        "{\"outer\": {\"x\": 1}, \"super\": \"\", \"list\": [{\"text\": \"\"}, [1, null], 2]}",
        "{\"outer\": {\"x\": 1}, \"super\": \"\", \"list\": [{\"text\": \"\"}, [1, null], 3]}",
        "[\"low\", true]", "[\"low\"]", "[\"low\", true, \"high\"]",
    ]

    private static let types: [any (Decodable & Equatable & Sendable).Type] = [
        Bool.self, String.self, Int.self, Int8.self, Int16.self, Int32.self, Int64.self, UInt.self, UInt8.self,
        UInt16.self, UInt32.self, UInt64.self, Double.self, Float.self, Decimal.self, Date.self, Data.self, URL.self,
        UUID.self, Level.self, Hidden.self, Rank.self, Shape.self, Identifier.self, Nested.self, [Int].self,
        [Int?].self,
        [String].self, [[Int]].self, Set<Int>.self, [Bool].self, [String: Int].self, [String: Int?].self,
        [String: [Int]].self, [Int: Int].self, [Int: Int?].self, [Level: Bool].self, Int?.self, String?.self,
        ClosedRange<Int>.self, Range<Int>.self, CGPoint.self, Locale.self, DateComponents.self,
    ]

    @Test("is decoded the same here", arguments: types.indices)
    func agreement(_ index: Int) {
        check(Self.types[index])
    }

    private func check<T: Decodable & Equatable>(_ type: T.Type) {
        for text in Self.values where !Self.isListed(type, text) {
            #expect(ours(type, text) == theirs(type, text), "\(type) of \(text)")
        }
    }

    /// What is among the differences.
    private static func isListed(_ type: Any.Type, _ text: String) -> Bool {
        type == Decimal.self && text == "\"1\"" || type == URL.self && text == "\"AQ==\\n\""
    }

    /// Both sides are checked, so that the list stays true.
    private func differs<T: Decodable & Equatable>(
        _ type: T.Type, _ text: String, here: T?, there: T?, _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(ours(type, text) == here, sourceLocation: location)
        #expect(theirs(type, text) == there, sourceLocation: location)
        #expect(here != there, sourceLocation: location)
    }

    @Test("is decoded otherwise here only on purpose")
    func differences() throws {
        struct Box<T: Decodable & Equatable>: Decodable, Equatable { var value: T }
        struct Accent: Decodable, Equatable { var é: Int }

        // A double of that size may have been another integer when it was written.
        differs(Int.self, "1e18", here: nil, there: 1_000_000_000_000_000_000)
        differs(Int.self, "9007199254740993.0", here: nil, there: 9_007_199_254_740_993)
        // A JSON value has no integers beyond 64 bits with a sign.
        differs(UInt64.self, "18446744073709551615", here: nil, there: .max)
        // A JSON value has no more digits than a double; as a string a decimal keeps them.
        let fine = try #require(Decimal(string: "0.12345678901234567890123"))
        let near = try #require(Decimal(string: "0.12345678901234568"))
        differs(Decimal.self, "0.12345678901234567890123", here: near, there: fine)
        differs(Decimal.self, "\"0.12345678901234567890123\"", here: fine, there: nil)
        differs(Decimal.self, "\"1\"", here: 1, there: nil)
        // A day that the calendar has not is not taken for another.
        differs(
            Date.self, "\"2026-02-30T00:00:00Z\"", here: nil, there: Date(timeIntervalSince1970: 1_772_409_600))
        // A URL is not mended.
        differs(URL.self, "\"a b\"", here: nil, there: URL(string: "a%20b"))
        differs(URL.self, "\"AQ==\\n\"", here: nil, there: URL(string: "AQ==%0A"))
        // An optional may always be absent.
        differs(Box<Int?>.self, "{}", here: Box(value: nil), there: nil)
        // Names count code unit by code unit (RFC 8259 §8.3).
        differs(Accent.self, "{\"e\u{301}\": 1}", here: nil, there: Accent(é: 1))
    }
}
