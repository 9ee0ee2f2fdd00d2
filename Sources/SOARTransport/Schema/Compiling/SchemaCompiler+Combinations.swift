//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaCompiler {
    /// The keywords that combine schemas for the same value.
    mutating func readCombinations(_ reading: inout SchemaReading) throws(JSONSchemaError) {
        if let schemas = try list("allOf", of: reading) { reading.assertions.append(.all(schemas)) }
        if let schemas = try list("anyOf", of: reading) { reading.assertions.append(.any(schemas)) }
        if let schemas = try list("oneOf", of: reading) { reading.assertions.append(.exactlyOne(schemas)) }
        if let schema = reading.members["not"] {
            reading.assertions.append(.not(try inner(schema, "not", of: reading)))
        }
        let then = try branch("then", of: reading)
        let otherwise = try branch("else", of: reading)
        guard let condition = try branch("if", of: reading) else { return }
        reading.assertions.append(.condition(condition, then: then, otherwise: otherwise))
    }

    private mutating func branch(_ keyword: String, of reading: SchemaReading) throws(JSONSchemaError) -> Int? {
        guard let schema = reading.members[keyword] else { return nil }
        return try inner(schema, keyword, of: reading)
    }

    /// The keywords for what no other keyword has looked at; checked last.
    mutating func readRest(_ reading: inout SchemaReading) throws(JSONSchemaError) {
        guard dialect == .draft202012 else { return }
        if let schema = reading.members["unevaluatedProperties"] {
            let place = try inner(schema, "unevaluatedProperties", of: reading)
            reading.assertions.append(.unevaluatedMembers(place))
            reading.looksAtRest = true
        }
        if let schema = reading.members["unevaluatedItems"] {
            let place = try inner(schema, "unevaluatedItems", of: reading)
            reading.assertions.append(.unevaluatedElements(place))
            reading.looksAtRest = true
        }
    }
}
