//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaCompiler {
    /// The keywords that look at one value without its parts, and those for any kind of value.
    mutating func readScalars(_ reading: inout SchemaReading) throws(JSONSchemaError) {
        if let kinds = try kinds(reading) { reading.assertions.append(.kinds(kinds)) }
        if let values = reading.members["enum"] {
            guard case .array(let values) = values else { throw reading.invalid("enum", "an array") }
            reading.assertions.append(.choices(SchemaChoices(values)))
        }
        if let value = reading.members["const"] { reading.assertions.append(.choices(SchemaChoices([value]))) }
        try readNumbers(&reading)
        if let counts = try reading.counts("minLength", "maxLength") { reading.assertions.append(.length(counts)) }
        if let format = reading.members["format"] {
            guard case .string(let name) = format else { throw reading.invalid("format", "a string") }
            if let format = SchemaFormat(rawValue: name) { reading.assertions.append(.format(format)) }
        }
        if let source = reading.members["pattern"] {
            guard case .string(let source) = source else { throw reading.invalid("pattern", "a string") }
            reading.assertions.append(.pattern(try pattern(source, at: reading.place(of: "pattern"))))
        }
    }

    private func kinds(_ reading: SchemaReading) throws(JSONSchemaError) -> SchemaKinds? {
        let wanted = "one or more of null, boolean, integer, number, string, array, object"
        switch reading.members["type"] {
        case nil: return nil
        case .string(let name):
            guard let kind = SchemaKinds(name: name) else { throw reading.invalid("type", wanted) }
            return kind
        case let list?:
            var kinds: SchemaKinds = []
            for name in try reading.names(list, "type") {
                guard let kind = SchemaKinds(name: name) else { throw reading.invalid("type", wanted) }
                kinds.formUnion(kind)
            }
            guard !kinds.isEmpty else { throw reading.invalid("type", wanted) }
            return kinds
        }
    }

    private func readNumbers(_ reading: inout SchemaReading) throws(JSONSchemaError) {
        let sides: [(String, SchemaBound.Side)] = [
            ("minimum", .minimum), ("exclusiveMinimum", .exclusiveMinimum), ("maximum", .maximum),
            ("exclusiveMaximum", .exclusiveMaximum),
        ]
        for (keyword, side) in sides {
            guard let value = reading.members[keyword] else { continue }
            guard let limit = SchemaNumber(value), limit.isFinite else { throw reading.invalid(keyword, "a number") }
            reading.assertions.append(.bound(SchemaBound(side: side, limit: limit)))
        }
        if let value = reading.members["multipleOf"] {
            guard let number = SchemaNumber(value), number.isFinite, number > .integer(0) else {
                throw reading.invalid("multipleOf", "a number above 0")
            }
            reading.assertions.append(.multiple(of: SchemaDecimal(number), text: number.text))
        }
    }
}
