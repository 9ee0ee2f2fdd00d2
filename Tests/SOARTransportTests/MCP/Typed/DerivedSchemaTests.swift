//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import SOARTransport
import Testing

/// The schema of a type, and that both agree on what is accepted.
@Suite("Schemas of types")
struct DerivedSchemaTests {
    @Test("what a property is, is what its schema says", arguments: Shape.all)
    func property(_ shape: Shape) throws {
        let schema = try shape.schema()
        let properties = try #require(schema["properties"]?.objectValue)
        #expect(properties.names == ["it"])
        #expect(properties["it"] == shape.property)
        #expect(schema["required"] == (shape.isRequired ? ["it"] : nil))
        #expect(schema["additionalProperties"] == false)
    }

    @Test("the schema accepts what decodes, and refuses what doesn't", arguments: Shape.all)
    func agrees(_ shape: Shape) throws {
        let schema = try JSONSchema(try shape.schema())
        for value in shape.good {
            #expect(schema.accepts(["it": value]), "\(value)")
            #expect(shape.decodes(["it": value]), "\(value)")
        }
        for value in shape.bad {
            #expect(!schema.accepts(["it": value]), "\(value)")
            #expect(!shape.decodes(["it": value]), "\(value)")
        }
        #expect(schema.accepts([:]) == !shape.isRequired)
        #expect(shape.decodes([:]) == !shape.isRequired)
        #expect(!schema.accepts(.object(["other": 1])))
    }

    @Test("properties stand in the order in which they are declared, and say what they mean")
    func order() throws {
        let schema = try Search.schema
        #expect(schema["properties"]?.objectValue?.names == ["text", "limit", "secret", "filter"])
        #expect(
            schema["properties"]?["text"] == ["type": "string", "description": "What to look for."])
        #expect(schema["properties"]?["secret"]?["writeOnly"] == true)
        #expect(schema["required"] == ["text", "secret", "filter"])
        #expect(
            schema["properties"]?["filter"]?["properties"]?["since"]?["description"] == "Not before.")
    }

    @Test("a type without properties takes none, and says so")
    func empty() throws {
        #expect(
            try Nothing.schema == ["type": "object", "properties": [:], "additionalProperties": false])
    }

    @Test("a type that brings its own schema keeps it inside others, too")
    func written() throws {
        #expect(try Journey.schema["properties"]?["from"] == Port.schema)
        #expect(try Journey.schema["properties"]?["via"]?["anyOf"]?[0] == nil)
        #expect(try Journey.schema["properties"]?["via"]?["type"] == ["string", "null"])
    }

    @Test("what no schema can be made of is named, with what to do", arguments: Refused.all)
    func refused(_ refused: Refused) throws {
        let error = #expect(throws: MCPRegistrationError.self) { try refused.schema() }
        let words = try #require(error?.description)
        for word in refused.words { #expect(words.contains(word), "\(words)") }
    }
}

extension DerivedSchemaTests {
    struct Filter: ToolInput {
        let since: Date?
        static let descriptions = ["since": "Not before."]
    }

    struct Search: ToolInput {
        let text: String
        let limit: UInt8?
        let secret: String
        let filter: Filter
        static let descriptions = ["text": "What to look for.", "limit": "How many."]
        static let secrets = ["secret"]
    }

    struct Nothing: ToolInput {}

    /// Decodes by hand, and says what it takes.
    struct Port: ToolInput {
        static let schema: JSONValue = [
            "type": "string", "pattern": "^[A-Z]{5}$", "examples": ["NLRTM"],
        ]

        init(from decoder: any Decoder) throws {
            let text = try decoder.singleValueContainer().decode(String.self)
            guard text.count == 5 else { throw JSONDecodingFailure(.refused(reason: "five letters")) }
        }
    }

    struct Journey: ToolInput {
        let from: Port
        let via: Port?
    }
}
