//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("What is said of a value by its own type, and how much of the value")
struct JSONDecodingFailureBoundsTests {
    private static let long = String(repeating: "0123456789", count: 20)

    private func failure<T: Decodable>(_ type: T.Type, _ value: JSONValue) throws -> JSONDecodingFailure {
        try #require(throws: JSONDecodingFailure.self) { try JSONValueDecoder().decode(type, from: value) }
    }

    /// Refuses every string, in the way that it is told.
    private struct Picky: Decodable {
        struct Silent: Error {}
        struct Wordy: Error, CustomStringConvertible { var description: String }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            switch text.prefix(1) {
            case "s": throw Silent()
            case "w": throw Wordy(description: "\(text) it is")
            case "f": throw JSONDecodingFailure(.refused(reason: "own words"))
            case "n": throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "no path"))
            default: throw DecodingError.dataCorruptedError(in: container, debugDescription: "bad: \(text), sorry")
            }
        }
    }

    @Test(
        "a type's own words are passed on, with the place",
        arguments: [
            ("s", "'a[0]' is not accepted"), ("w", "'a[0]' is not accepted: w it is"),
            ("f", "'a[0]' is not accepted: own words"), ("n", "'a[0]' is not accepted: no path"),
            ("x", "'a[0]' is not accepted: bad: x, sorry"),
        ])
    func ownWords(_ text: String, _ words: String) throws {
        #expect(try failure([String: [Picky]].self, ["a": [.string(text)]]).description == words)
    }

    @Test("the place is that of the error that ended it, not of one that was caught before")
    func caught() throws {
        struct Pair: Decodable {
            private enum Keys: CodingKey { case first, second }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Keys.self)
                _ = try? container.decode([Picky].self, forKey: .first)
                _ = try container.decode(Picky.self, forKey: .second)
            }
        }
        let words = try failure([Pair].self, [["first": ["s"], "second": "s"]]).description
        #expect(words == "'[0].second' is not accepted")
    }

    @Test("of a text 40 characters are repeated, whoever repeats it", arguments: ["", "w", "x", "\n\u{202E}"])
    func quotes(_ start: String) throws {
        let text = start + Self.long
        let types: [any Decodable.Type] = [Int.self, Level.self, Hidden.self, Date.self, UUID.self, Picky.self]
        for type in types {
            let words = try failure(type, .string(text)).description
            #expect(words.contains(Self.long.prefix(36)), "\(words)")
            #expect(!words.contains(Self.long.prefix(41)), "\(words)")
            #expect(!words.unicodeScalars.contains("\u{202E}") && !words.contains("\n"))
        }
    }

    @Test("a name is a value as well")
    func names() throws {
        let words = try failure([Int: Int].self, [Self.long: 1]).description
        #expect(words.contains(Self.long.prefix(40)) && !words.contains(Self.long.prefix(41)))
        let found = try failure(Int.self, [Self.long: 1]).description
        #expect(found.contains(Self.long.prefix(40)) && !found.contains(Self.long.prefix(41)))
    }

    @Test("words of somebody else's are cut")
    func longWords() throws {
        struct Talker: Decodable {
            init(from decoder: any Decoder) throws {
                let words = String(repeating: "bla ", count: 1000)
                throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: words))
            }
        }
        #expect(try failure(Talker.self, 1).description.count < 250)
    }

    @Test("tokens are never repeated")
    func tokens() throws {
        let token = APITokenSecret().exposed
        for type in [Int.self, Picky.self, Level.self] as [any Decodable.Type] {
            let words = try failure(type, .string(token)).description
            #expect(!words.contains(token.dropFirst(10).prefix(12)), "\(words)")
        }
    }

    @Test("its parts can be read one by one")
    func parts() throws {
        let found = try failure([UInt8].self, [1, "x"])
        #expect(found.place == "[1]" && found.accepted == "an integer from 0 to 255")
        #expect(found.problem == .unacceptable(found: #""x""#))
        #expect(JSONDecodingFailure(.missing).description == "The value is missing")
        #expect(JSONDecodingFailure(.unacceptable(found: "5"), place: "a").description == "'a' can't be 5")
        #expect(
            JSONDecodingFailure(.refused(reason: ""), accepted: "odd").description
                == "The value is not accepted; it must be odd")
    }
}
