//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaCompiler {
    /// The keywords for objects.
    mutating func readObjects(_ reading: inout SchemaReading) throws(JSONSchemaError) {
        if let names = reading.members["required"] {
            reading.assertions.append(.required(try reading.names(names, "required")))
        }
        if let counts = try reading.counts("minProperties", "maxProperties") {
            reading.assertions.append(.memberCount(counts))
        }
        if let names = reading.members["propertyNames"] {
            reading.assertions.append(.memberNames(try inner(names, "propertyNames", of: reading)))
        }
        try readMembers(&reading)
        // Of older drafts, and easily left behind in a schema of 2020-12: a rule that is silently dropped helps nobody.
        try readDependencies("dependencies", &reading)
        guard dialect == .draft202012 else { return }
        try readDependencies("dependentRequired", &reading)
        try readDependencies("dependentSchemas", &reading)
    }

    private mutating func readMembers(_ reading: inout SchemaReading) throws(JSONSchemaError) {
        var members = SchemaMembers()
        if let properties = try reading.object("properties", of: "schemas by name") {
            for (name, schema) in properties {
                members.names.append(name)
                members.named[SchemaName(name)] = try inner(schema, "properties", name, of: reading)
            }
        }
        if let patterns = try reading.object("patternProperties", of: "schemas by pattern") {
            for (source, schema) in patterns {
                let location = reading.place(of: "patternProperties") + "/" + SchemaPointer.escaped(source)
                let pattern = try pattern(source, at: location)
                members.patterns.append((pattern, try inner(schema, "patternProperties", source, of: reading)))
            }
        }
        if let rest = reading.members["additionalProperties"] {
            members.rest = try inner(rest, "additionalProperties", of: reading)
        }
        guard !members.named.isEmpty || !members.patterns.isEmpty || members.rest != nil else { return }
        reading.assertions.append(.members(members))
    }

    /// The keyword `dependencies` has both kinds of consequence.
    private mutating func readDependencies(
        _ keyword: String, _ reading: inout SchemaReading
    ) throws(JSONSchemaError) {
        guard let dependencies = try reading.object(keyword, of: "consequences by name") else { return }
        var lists: [SchemaDependency<[String]>] = []
        var schemas: [SchemaDependency<Int>] = []
        for (name, value) in dependencies {
            let isList = value.arrayValue != nil && keyword == "dependencies" || keyword == "dependentRequired"
            if isList {
                lists.append(SchemaDependency(name: name, consequence: try reading.names(value, keyword)))
            } else {
                schemas.append(
                    SchemaDependency(name: name, consequence: try inner(value, keyword, name, of: reading)))
            }
        }
        if !lists.isEmpty { reading.assertions.append(.dependentMembers(lists)) }
        if !schemas.isEmpty { reading.assertions.append(.dependentSchemas(schemas)) }
    }

    /// The schema that is a keyword's value, or a member of it.
    mutating func inner(
        _ schema: JSONValue, _ keyword: String, _ name: String? = nil, of reading: SchemaReading
    ) throws(JSONSchemaError) -> Int {
        var location = reading.place(of: keyword)
        if let name { location += "/" + SchemaPointer.escaped(name) }
        return try compile(schema, at: location, depth: reading.depth + 1)
    }

    /// The schemas that a keyword lists.
    mutating func list(
        _ keyword: String, of reading: SchemaReading, mayBeEmpty: Bool = false
    ) throws(JSONSchemaError) -> [Int]? {
        guard let value = reading.members[keyword] else { return nil }
        guard case .array(let schemas) = value, mayBeEmpty || !schemas.isEmpty else {
            throw reading.invalid(keyword, "an array of one or more schemas")
        }
        var places: [Int] = []
        for (index, schema) in schemas.enumerated() {
            places.append(try inner(schema, keyword, String(index), of: reading))
        }
        return places
    }
}
