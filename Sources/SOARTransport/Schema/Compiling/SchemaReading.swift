//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// One schema while it is being read.
struct SchemaReading {
    let members: JSONObject
    let location: String
    let depth: Int
    var assertions: [SchemaAssertion] = []
    var looksAtRest = false

    init(members: JSONObject, location: String, depth: Int) {
        self.members = members
        self.location = location
        self.depth = depth
    }

    /// Where a keyword's value stands.
    func place(of keyword: String) -> String { location + "/" + SchemaPointer.escaped(keyword) }
}

extension SchemaReading {
    /// A count, where the keyword is there.
    func count(_ keyword: String) throws(JSONSchemaError) -> Int? {
        guard let value = members[keyword] else { return nil }
        guard let number = SchemaNumber(value), number >= .integer(0), number.isFinite,
            SchemaKinds(of: value) == .integer
        else { throw invalid(keyword, "an integer of at least 0") }
        // Nothing that is counted here gets near 2^63.
        if case .integer(let integer) = number { return Int(integer) }
        return Int.max
    }

    /// A range of counts, where one of its keywords is there.
    func counts(_ minimum: String, _ maximum: String) throws(JSONSchemaError) -> SchemaCount? {
        let lower = try count(minimum)
        let upper = try count(maximum)
        return lower == nil && upper == nil ? nil : SchemaCount(minimum: lower ?? 0, maximum: upper)
    }

    /// An object, where the keyword is there.
    func object(_ keyword: String, of what: String) throws(JSONSchemaError) -> JSONObject? {
        guard let value = members[keyword] else { return nil }
        guard case .object(let object) = value else { throw invalid(keyword, "an object of \(what)") }
        return object
    }

    /// A list of different texts.
    func names(_ value: JSONValue, _ keyword: String) throws(JSONSchemaError) -> [String] {
        let wanted = "an array of different strings"
        guard case .array(let elements) = value else { throw invalid(keyword, wanted) }
        var names: [String] = []
        for element in elements {
            guard case .string(let name) = element else { throw invalid(keyword, wanted) }
            names.append(name)
        }
        guard Set(names.map(SchemaName.init)).count == names.count else { throw invalid(keyword, wanted) }
        return names
    }

    func invalid(_ keyword: String, _ wanted: String) -> JSONSchemaError {
        JSONSchemaError(
            code: .invalidKeyword, location: place(of: keyword), message: "The keyword '\(keyword)' must be \(wanted).")
    }
}

extension SchemaCompiler {
    func fault(_ code: JSONSchemaError.Code, _ location: String, _ message: String) -> JSONSchemaError {
        JSONSchemaError(code: code, location: location, message: message)
    }

    func invalid(_ keyword: String, _ wanted: String, _ location: String) -> JSONSchemaError {
        fault(
            .invalidKeyword, "\(location)/\(SchemaPointer.escaped(keyword))",
            "The keyword '\(keyword)' must be \(wanted).")
    }

    func foreignDialect(_ uri: String, _ location: String) -> JSONSchemaError {
        fault(
            .unsupportedDialect, location + "/$schema",
            "The dialect '\(uri.bounded)' is not served. Served: \(SchemaDialect.served).")
    }
}
