//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaCompiler {
    /// The keywords for arrays.
    mutating func readArrays(_ reading: inout SchemaReading) throws(JSONSchemaError) {
        if let counts = try reading.counts("minItems", "maxItems") {
            reading.assertions.append(.elementCount(counts))
        }
        if let flag = reading.members["uniqueItems"] {
            guard case .bool(let isUnique) = flag else { throw reading.invalid("uniqueItems", "true or false") }
            if isUnique { reading.assertions.append(.distinctElements) }
        }
        let (prefix, rest) = try elements(reading)
        if !prefix.isEmpty || rest != nil { reading.assertions.append(.elements(prefix: prefix, rest: rest)) }
        guard let schema = reading.members["contains"] else { return }
        var counts = SchemaCount(minimum: 1)
        if dialect == .draft202012, let asked = try reading.counts("minContains", "maxContains") {
            counts = SchemaCount(
                minimum: reading.members["minContains"] == nil ? 1 : asked.minimum, maximum: asked.maximum)
        }
        reading.assertions.append(.contains(try inner(schema, "contains", of: reading), counts))
    }

    private mutating func elements(_ reading: SchemaReading) throws(JSONSchemaError) -> ([Int], Int?) {
        let items = reading.members["items"]
        switch dialect {
        case .draft202012:
            if case .array = items {
                throw reading.invalid("items", "a schema; a list of schemas is called 'prefixItems' in 2020-12")
            }
            let prefix = try list("prefixItems", of: reading) ?? []
            guard let items else { return (prefix, nil) }
            return (prefix, try inner(items, "items", of: reading))
        case .draft7:
            guard let items else { return ([], nil) }
            guard case .array = items else { return ([], try inner(items, "items", of: reading)) }
            let prefix = try list("items", of: reading, mayBeEmpty: true) ?? []
            guard let rest = reading.members["additionalItems"] else { return (prefix, nil) }
            return (prefix, try inner(rest, "additionalItems", of: reading))
        }
    }
}
