//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Makes a JSON Schema of a `Decodable` type, by having it decode samples and noting what it asks for.
struct SchemaProbe {
    /// Types inside one another.
    static let maximumDepth = 32
    /// The types that a `ToolInput` is inside of while its own schema is being made.
    ///
    /// A getter can't be handed them; without them two inputs that contain each other would never end.
    @TaskLocal private static var outer: [ObjectIdentifier] = []

    /// Whether names are refused that a type doesn't know.
    let isClosed: Bool
    /// The types around, from the outside in.
    private var around: [ObjectIdentifier]
    private var place: String

    /// The schema of a type.
    ///
    /// - Throws: What is in the way, and where.
    static func schema(of type: any Decodable.Type, isClosed: Bool) throws(SchemaProbeFailure) -> JSONValue {
        try SchemaProbe(isClosed: isClosed, around: outer, place: "").probedSchema(type)
    }

    /// The probe of a property or, without a name, of an element.
    func inside(_ name: String?) -> SchemaProbe {
        let place = name.map { self.place.isEmpty ? $0 : "\(self.place).\($0)" } ?? "\(self.place)[0]"
        return SchemaProbe(isClosed: isClosed, around: around, place: place)
    }

    /// The schema of a type where no value of it is needed.
    func schema(of type: any Decodable.Type) throws(SchemaProbeFailure) -> JSONValue {
        if let input = type as? any ToolInput.Type { return try ownSchema(of: input) }
        return try probedSchema(type)
    }

    /// The schema of a type inside another, and a value for the other to go on with.
    func sampled<Value: Decodable>(_ type: Value.Type) throws(SchemaProbeFailure) -> Probed<Value> {
        guard let input = type as? any ToolInput.Type else { return try probed(type) }
        let schema = try ownSchema(of: input)
        let examples = [schema["default"], schema["const"]] + (schema["examples"]?.arrayValue ?? [])
        for case let example? in examples + (schema["enum"]?.arrayValue ?? []) {
            guard let value = try? JSONValueDecoder().decode(type, from: example) else { continue }
            return Probed(schema: schema, value: value)
        }
        guard let probed = try? probed(type) else { throw failure(type, .refusesExamples) }
        return Probed(schema: schema, value: probed.value)
    }

    private func probedSchema<Value: Decodable>(_ type: Value.Type) throws(SchemaProbeFailure) -> JSONValue {
        try probed(type).schema
    }

    private func probed<Value: Decodable>(_ type: Value.Type) throws(SchemaProbeFailure) -> Probed<Value> {
        if let known = type as? any ProbeKnown.Type {
            let schema: JSONValue
            do {
                schema = try known.probeSchema(self)
            } catch let error as SchemaProbeFailure {
                throw error
            } catch {
                throw failure(type, .hasOtherKeys)
            }
            guard let value = known.probeSample as? Value else { throw failure(type, .refusesSample) }
            return Probed(schema: schema, value: value)
        }
        if let choices = ProbeChoices(type), let value = choices.first as? Value {
            return Probed(schema: choices.schema, value: value)
        }
        let probe = try entering(type)
        let record = ProbeRecord(isClosed: isClosed)
        do {
            let value = try Value(from: ProbeDecoder(probe: probe, record: record))
            return Probed(schema: try record.schema(of: type), value: value)
        } catch let error as SchemaProbeFailure {
            throw error
        } catch let error as MCPRegistrationError {
            throw failure(type, .registration(error))
        } catch {
            throw failure(type, .refusesSample)
        }
    }

    private func ownSchema<Input: ToolInput>(of type: Input.Type) throws(SchemaProbeFailure) -> JSONValue {
        let types = try entering(type).around.dropLast()
        do {
            return try Self.$outer.withValue(Array(types)) { try type.schema }
        } catch let error as MCPRegistrationError {
            throw failure(type, .registration(error))
        } catch {
            throw failure(type, .refusesSample)
        }
    }

    private func entering(_ type: any Decodable.Type) throws(SchemaProbeFailure) -> SchemaProbe {
        let id = ObjectIdentifier(type)
        guard !around.contains(id) else { throw failure(type, .containsItself) }
        guard around.count < Self.maximumDepth else { throw failure(type, .tooDeep) }
        return SchemaProbe(isClosed: isClosed, around: around + [id], place: place)
    }

    func failure(_ type: Any.Type, _ reason: SchemaProbeFailure.Reason) -> SchemaProbeFailure {
        SchemaProbeFailure(reason: reason, type: String(describing: type), place: place)
    }
}

/// What is known of a type.
struct Probed<Value> {
    let schema: JSONValue
    let value: Value
}
