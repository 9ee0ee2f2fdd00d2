//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Reads a schema into a ``SchemaProgram``, once; what is unsound is told here and not on a call.
struct SchemaCompiler {
    let document: JSONValue
    let limits: JSONSchemaLimits
    var dialect = SchemaDialect.draft202012
    /// The document's own address, as `$id` gives it.
    var address: String?

    private var nodes: [SchemaNode] = []
    private var places: [SchemaName: Int] = [:]
    var anchors: [SchemaName: Int] = [:]
    var pending: [(text: String, location: String)] = []
    private var references: [Int] = []
    private var patterns: [SchemaPattern] = []
    private var patternPlaces: [SchemaName: Int] = [:]
    private var patternSize = 0

    init(document: JSONValue, limits: JSONSchemaLimits) {
        self.document = document
        self.limits = limits
    }

    /// The whole document, with all references resolved.
    mutating func program() throws(JSONSchemaError) -> SchemaProgram {
        try readHead()
        let root = try compile(document, at: "", depth: 1)
        // Resolving can bring in parts that no keyword led to, and with them further references.
        while references.count < pending.count {
            let reference = pending[references.count]
            references.append(try target(of: reference.text, at: reference.location))
        }
        let program = SchemaProgram(nodes: nodes, references: references, patterns: patterns, root: root)
        try SchemaCycles(program).refuse()
        return program
    }

    private mutating func readHead() throws(JSONSchemaError) {
        guard let members = document.objectValue else { return }
        if let named = members["$schema"] {
            guard case .string(let uri) = named else { throw invalid("$schema", "a string", "") }
            guard let dialect = SchemaDialect(uri: uri) else { throw foreignDialect(uri, "") }
            self.dialect = dialect
        }
        guard let id = members["$id"] else { return }
        guard case .string(let id) = id else { throw invalid("$id", "a string", "") }
        address = String(Substring(id.unicodeScalars.prefix { $0 != "#" }))
    }

    /// The place of a schema; it is compiled where that has not been done.
    mutating func compile(_ schema: JSONValue, at location: String, depth: Int) throws(JSONSchemaError) -> Int {
        if let place = places[SchemaName(location)] { return place }
        guard depth <= limits.maximumDepth else {
            throw fault(.tooLarge, location, "Schemas are nested deeper than \(limits.maximumDepth).")
        }
        guard nodes.count < limits.maximumSubschemas else {
            throw fault(.tooLarge, location, "There are more than \(limits.maximumSubschemas) schemas.")
        }
        let place = nodes.count
        places[SchemaName(location)] = place
        nodes.append(SchemaNode(location: location))
        switch schema {
        case .bool(true): break
        case .bool(false): nodes[place].assertions = [.never]
        case .object(let members):
            var node = SchemaNode(location: location)
            try read(members, into: &node, at: place, depth: depth)
            nodes[place] = node
        default: throw fault(.notASchema, location, "A schema is an object or a truth value, not \(schema.kind).")
        }
        return place
    }

    private mutating func read(
        _ members: JSONObject, into node: inout SchemaNode, at place: Int, depth: Int
    ) throws(JSONSchemaError) {
        var reading = SchemaReading(members: members, location: node.location, depth: depth)
        if dialect == .draft7, members["$ref"] != nil {
            // Draft-07 §8.3: whatever stands beside a $ref is ignored.
            try readReferences(&reading)
        } else {
            try readIdentity(members, at: place, node.location)
            try readDefinitions(reading)
            try readScalars(&reading)
            try readObjects(&reading)
            try readArrays(&reading)
            try readReferences(&reading)
            try readCombinations(&reading)
            try readRest(&reading)
            node.isSecret = members["writeOnly"] == true || members["format"] == "password"
        }
        node.assertions = reading.assertions
        node.looksAtRest = reading.looksAtRest
    }

    /// The place of a pattern; the same one is compiled once.
    mutating func pattern(_ source: String, at location: String) throws(JSONSchemaError) -> Int {
        if let place = patternPlaces[SchemaName(source)] { return place }
        guard source.unicodeScalars.count <= limits.maximumPatternLength else {
            throw fault(.tooLarge, location, "A pattern is longer than \(limits.maximumPatternLength) characters.")
        }
        do throws(PatternFault) {
            let pattern = try SchemaPattern(source, maximumSize: limits.maximumPatternSize - patternSize)
            patternSize += pattern.program.size
            patterns.append(pattern)
        } catch {
            throw fault(
                .unsupportedPattern, location, "The pattern '\(source.bounded)' can't be used: \(error.message).")
        }
        patternPlaces[SchemaName(source)] = patterns.count - 1
        return patterns.count - 1
    }
}
