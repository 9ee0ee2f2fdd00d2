//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Testing

/// A type that no schema can be made of, and the words that its author must be told.
struct Refused: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: [String]
    let schema: @Sendable () throws -> JSONValue

    init<Input: ToolInput>(_ type: Input.Type, _ words: [String]) {
        testDescription = "\(type)"
        self.words = words
        schema = { try Input.schema }
    }
}

extension Refused {
    enum Word: String, Decodable, Sendable { case yes }
    enum Choice: Decodable, Sendable {
        case one(Int)
        case two
    }

    struct Even: ToolInput {
        init(from decoder: any Decoder) throws {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "odd"))
        }
    }

    struct Tree: ToolInput {
        let branches: [Tree]
    }

    struct Hen: ToolInput {
        let egg: [Egg]
    }

    struct Egg: ToolInput {
        let hen: [Hen]
    }

    struct Twice: ToolInput {
        init(from decoder: any Decoder) throws {
            var elements = try decoder.unkeyedContainer()
            _ = try (elements.decode(Int.self), elements.decode(String.self))
        }
    }

    struct Typo: ToolInput {
        let limit: Int
        static let descriptions = ["limt": "How many."]
    }

    static let all = [
        Refused(Even.self, ["'Even'", "refuses a sample", "static let schema"]),
        Refused(Holder<Word>.self, ["'it'", "'Word'", "CaseIterable"]),
        Refused(Holder<Choice>.self, ["'it'", "'Choice'"]),
        Refused(Holder<[Int: Int]>.self, ["'it'", "dictionary"]),
        Refused(Tree.self, ["'Tree'", "contains itself"]),
        Refused(Hen.self, ["'Hen'", "contains itself"]),
        Refused(Twice.self, ["in a way of its own"]),
        Refused(Typo.self, ["'limt'", "limit"]),
    ]
}
