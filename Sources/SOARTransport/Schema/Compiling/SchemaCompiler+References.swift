//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaCompiler {
    /// What names a schema: anchors; an `$id` inside the document would begin another one.
    mutating func readIdentity(_ members: JSONObject, at place: Int, _ location: String) throws(JSONSchemaError) {
        if !location.isEmpty, let named = members["$schema"] {
            guard case .string(let uri) = named else { throw invalid("$schema", "a string", location) }
            guard SchemaDialect(uri: uri) == dialect else { throw foreignDialect(uri, location) }
        }
        switch dialect {
        case .draft202012:
            for keyword in ["$anchor", "$dynamicAnchor"] {
                guard let name = members[keyword] else { continue }
                guard case .string(let name) = name, Self.isAnchor(name) else {
                    throw invalid(keyword, "a letter or '_' followed by letters, digits, '-', '_' and '.'", location)
                }
                try add(anchor: name, at: place, keyword, location)
            }
        case .draft7:
            if case .string(let id)? = members["$id"], id.utf8.first == UInt8(ascii: "#"), id.utf8.count > 1 {
                try add(anchor: String(id.dropFirst()), at: place, "$id", location)
                return
            }
        }
        if !location.isEmpty, members["$id"] != nil {
            throw fault(
                .unsupportedKeyword, location + "/$id",
                "An '$id' is served at the root only; name a part by '$anchor' and refer to it as '#name'.")
        }
    }

    private mutating func add(
        anchor name: String, at place: Int, _ keyword: String, _ location: String
    ) throws(JSONSchemaError) {
        if let known = anchors.updateValue(place, forKey: SchemaName(name)), known != place {
            throw invalid(keyword, "unique in the document; '\(name.bounded)' is there twice", location)
        }
    }

    private static func isAnchor(_ name: String) -> Bool {
        guard let first = name.utf8.first, first.isASCIILetter || first == UInt8(ascii: "_") else { return false }
        return name.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "-_.".utf8.contains($0) }
    }

    /// The definitions are read even where nothing refers to them, so that all of a schema is known to be sound.
    mutating func readDefinitions(_ reading: SchemaReading) throws(JSONSchemaError) {
        let keyword = dialect == .draft7 ? "definitions" : "$defs"
        guard let definitions = try reading.object(keyword, of: "schemas by name") else { return }
        for (name, schema) in definitions { _ = try inner(schema, keyword, name, of: reading) }
    }

    /// A document that is one resource has one dynamic scope, so `$dynamicRef` leads where `$ref` would (core §8.2.3.2).
    mutating func readReferences(_ reading: inout SchemaReading) throws(JSONSchemaError) {
        for keyword in ["$ref", "$dynamicRef"] where keyword == "$ref" || dialect == .draft202012 {
            guard let value = reading.members[keyword] else { continue }
            guard case .string(let text) = value else { throw reading.invalid(keyword, "a string") }
            reading.assertions.append(.reference(pending.count))
            pending.append((text, reading.place(of: keyword)))
        }
    }

    /// The place that a reference leads to.
    mutating func target(of text: String, at location: String) throws(JSONSchemaError) -> Int {
        let parts = text.unicodeScalars.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard parts[0].isEmpty || parts[0] == address else {
            throw fault(
                .externalReference, location,
                "'\(text.bounded)' leads out of the document, and nothing is fetched. Use '#/$defs/name' or '#anchor'.")
        }
        let unresolved = fault(.unresolvedReference, location, "'\(text.bounded)' leads nowhere in the document.")
        guard let fragment = (parts.count == 2 ? parts[1] : "").percentDecoded else { throw unresolved }
        if let anchor = anchors[SchemaName(fragment)] { return anchor }
        guard let pointer = SchemaPointer(fragment), let schema = pointer.value(in: document) else { throw unresolved }
        return try compile(schema, at: pointer.text, depth: 1)
    }
}
