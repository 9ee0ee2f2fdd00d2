//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore

/// Finds the annotations `x-mcp-header` in a schema, and refuses those that no header can follow
/// (MCP 2026-07-28, transports, "Schema Extension").
struct HeaderParameterScan {
    private static let annotation = "x-mcp-header"
    /// Their members are names, not keywords; a value may be a schema.
    private static let named: Set<String> = [
        "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependentRequired",
        "dependencies",
    ]
    /// What is inside them is data, whatever it looks like.
    private static let data: Set<String> = ["const", "enum", "default", "examples"]

    private(set) var parameters: [HeaderParameter] = []
    private var taken: Set<HTTPField.Name> = []

    /// Reads a whole schema.
    mutating func read(_ schema: JSONValue) throws(MCPRegistrationError) {
        guard schema[Self.annotation] == nil else {
            throw Self.error("", "stands for the arguments as a whole; it belongs to a single property")
        }
        try read(schema, at: SchemaPath(), leading: SchemaPath(), path: [])
    }

    /// Reads a schema that `properties` alone lead to.
    private mutating func read(
        _ schema: JSONValue, at place: SchemaPath, leading argument: SchemaPath, path: [String]
    ) throws(MCPRegistrationError) {
        guard case .object(let members) = schema else { return }
        for (keyword, value) in members {
            let inside = place.member(keyword)
            switch (keyword, value) {
            case (Self.annotation, _):
                try add(value, of: members, at: place, path, argument)
            case ("properties", .object(let properties)):
                for (name, property) in properties {
                    try read(
                        property, at: inside.member(name), leading: argument.member(name), path: path + [name])
                }
            default: try Self.refuse(in: value, of: keyword, at: inside)
            }
        }
    }

    private mutating func add(
        _ value: JSONValue, of property: JSONObject, at place: SchemaPath, _ path: [String], _ argument: SchemaPath
    ) throws(MCPRegistrationError) {
        guard case .string(let name) = value, !name.isEmpty, let header = HTTPField.Name("Mcp-Param-" + name) else {
            throw Self.error(place.pointer, "must be a name of letters, digits and !#$%&'*+-.^_`|~ (RFC 9110 §5.6.2)")
        }
        guard let kind = property["type"]?.stringValue.flatMap(HeaderParameter.Kind.init) else {
            throw Self.error(
                place.pointer, "belongs to a property whose \"type\" is \"string\", \"integer\" or \"boolean\"")
        }
        // A header is read and logged on its way by those whom a secret is not meant for.
        guard property["format"] != "password", property["writeOnly"] != true else {
            throw Self.error(place.pointer, "must not be on a property that is declared a secret")
        }
        guard taken.insert(header).inserted else {
            throw Self.error(place.pointer, "has a name that another property has; upper and lower case are the same")
        }
        guard parameters.count < HeaderParameters.maximumCount else {
            throw Self.error(place.pointer, "is one too many; a tool may have \(HeaderParameters.maximumCount)")
        }
        parameters.append(HeaderParameter(header: header, path: path, place: argument, kind: kind))
    }

    /// Refuses annotations at places that an argument need not come from.
    private static func refuse(
        in value: JSONValue, of keyword: String, at place: SchemaPath
    ) throws(MCPRegistrationError) {
        guard !data.contains(keyword) else { return }
        switch value {
        case .object(let members) where named.contains(keyword):
            for (name, schema) in members { try refuse(inSchema: schema, at: place.member(name)) }
        case .array(let elements):
            for (index, element) in elements.enumerated() { try refuse(inSchema: element, at: place.element(index)) }
        default: try refuse(inSchema: value, at: place)
        }
    }

    private static func refuse(inSchema schema: JSONValue, at place: SchemaPath) throws(MCPRegistrationError) {
        guard case .object(let members) = schema else { return }
        guard members[annotation] == nil else {
            throw error(place.pointer, "belongs to a property that \"properties\" alone lead to")
        }
        for (keyword, value) in members { try refuse(in: value, of: keyword, at: place.member(keyword)) }
    }

    private static func error(_ pointer: String, _ fault: String) -> MCPRegistrationError {
        MCPRegistrationError("The annotation \"\(annotation)\" at '#\(pointer)' \(fault).")
    }
}
