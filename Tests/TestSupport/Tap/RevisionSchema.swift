//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import SOARTransport
import Synchronization

/// The official schema of one revision, asked by the name of a definition.
///
/// It reads what `Tests/Clients/reduce_schemas.py` made, and what the independent clients are checked against too.
final class RevisionSchema: Sendable {
    /// Of all revisions that are served; what can't be read is missing, and then every message is a finding.
    private static let all: [ProtocolRevision: RevisionSchema] = Dictionary(
        uniqueKeysWithValues: ProtocolRevision.served.compactMap { revision in
            (try? RevisionSchema(revision)).map { (revision, $0) }
        })

    /// Answers of many megabytes are checked too.
    private static let limits = {
        var limits = JSONSchemaLimits()
        limits.maximumSteps = 100_000_000
        return limits
    }()

    private let key: String
    private let dialect: JSONValue?
    private let definitions: JSONObject
    private let compiled = Mutex<[String: JSONSchema]>([:])

    static func of(_ revision: ProtocolRevision) -> RevisionSchema? { all[revision] }

    private init(_ revision: ProtocolRevision) throws {
        let clients = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Clients/schemas")
        let file = clients.standardizedFileURL.appending(path: "\(revision.rawValue).json")
        let schema = try JSONParser.parse(Array(Data(contentsOf: file)))
        key = schema["$defs"] == nil ? "definitions" : "$defs"
        dialect = schema["$schema"]
        definitions = SchemaClosing.close(schema[key]?.objectValue ?? [:], isDraft7: key == "definitions")
    }

    /// Whether the revision has such a definition.
    func has(_ definition: String) -> Bool { definitions[definition] != nil }

    /// What in the value breaks the definition, and where; nothing where it is sound.
    func problems(_ definition: String, _ value: JSONValue) -> [String] {
        guard has(definition) else { return ["the revision has no \(definition)"] }
        do throws(JSONSchemaError) {
            return try schema(definition).violations(of: value).map { violation in
                let place = violation.path.isEmpty ? "its root" : violation.path
                return "\(definition) at \(place): \(violation.sentence(noun: "member"))"
            }
        } catch {
            return ["the schema of \(definition) can't be used: \(error)"]
        }
    }

    private func schema(_ definition: String) throws(JSONSchemaError) -> JSONSchema {
        if let known = compiled.withLock({ $0[definition] }) { return known }
        var document: JSONObject = [key: .object(reachable(from: definition))]
        document["$schema"] = dialect
        document["allOf"] = [["$ref": .string("#/\(key)/\(definition)")]]
        let schema = try JSONSchema(.object(document), limits: Self.limits)
        compiled.withLock { $0[definition] = schema }
        return schema
    }

    /// A definition with those that it needs: a whole revision takes long to compile for each of its messages.
    private func reachable(from definition: String) -> JSONObject {
        var found = JSONObject()
        var open = [definition]
        while let name = open.popLast() {
            guard found[name] == nil, let schema = definitions[name] else { continue }
            found[name] = schema
            open += references(in: schema)
        }
        return found
    }

    private func references(in schema: JSONValue) -> [String] {
        switch schema {
        case .object(let members):
            members.flatMap { name, value in
                let target = name == "$ref" ? value.stringValue?.split(separator: "/").last.map(String.init) : nil
                return references(in: value) + (target.map { [$0] } ?? [])
            }
        case .array(let elements): elements.flatMap(references)
        default: []
        }
    }
}
