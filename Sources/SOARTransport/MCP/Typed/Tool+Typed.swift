//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARAuth
public import SOARCore

extension Tool {
    /// Makes a tool whose arguments are a type of their own.
    ///
    /// What is marked `writeOnly` in the schema stays out of the audit log and of every refusal.
    ///
    /// - Parameters:
    ///   - name: Unique in the server.
    ///   - title: The name that people read.
    ///   - description: What it does, for a model.
    ///   - outputSchema: JSON Schema of `structuredContent`; without one it is made of the output's type, where that is
    ///     `Codable` and an object.
    ///   - annotations: What a call does to the world; the worst is assumed where nothing is said.
    ///   - requirement: What it takes to see and to call it.
    ///   - auditResource: What a call is about, as a URI for the audit log.
    ///   - handler: Answers a call; throw ``ToolFailure`` to say what was wrong.
    /// - Throws: ``MCPRegistrationError`` where no schema can be made of the input's type.
    public init<Input: ToolInput, Output: ToolOutput>(
        _ name: String, title: String? = nil, description: String, outputSchema: JSONValue? = nil,
        annotations: Annotations = Annotations(), requirement: Requirement = .none,
        auditResource: (@Sendable (JSONObject) -> String)? = nil,
        handler: @escaping @Sendable (Input, CallContext) async throws -> Output
    ) throws(MCPRegistrationError) {
        let schema = try Input.schema
        let secrets = SecretArguments(schema)
        let decoding = ArgumentDecoding<Input>(secrets)
        self.init(
            name, title: title, description: description, inputSchema: schema,
            outputSchema: try Self.outputSchema(outputSchema, of: Output.self), annotations: annotations,
            requirement: requirement, auditResource: auditResource,
            handler: { arguments, context in
                try await handler(try decoding.input(arguments.values), context).toolResult()
            })
        if !secrets.isEmpty { auditParameters = { arguments, _ in secrets.hidden(in: arguments) } }
    }

    /// Makes a tool that takes no arguments.
    ///
    /// - Parameters:
    ///   - name: Unique in the server.
    ///   - title: The name that people read.
    ///   - description: What it does, for a model.
    ///   - outputSchema: JSON Schema of `structuredContent`; without one it is made of the output's type, where that is
    ///     `Codable` and an object.
    ///   - annotations: What a call does to the world; the worst is assumed where nothing is said.
    ///   - requirement: What it takes to see and to call it.
    ///   - handler: Answers a call; throw ``ToolFailure`` to say what was wrong.
    /// - Throws: ``MCPRegistrationError`` where the output's type describes what it has not.
    public init<Output: ToolOutput>(
        _ name: String, title: String? = nil, description: String, outputSchema: JSONValue? = nil,
        annotations: Annotations = Annotations(), requirement: Requirement = .none,
        handler: @escaping @Sendable (CallContext) async throws -> Output
    ) throws(MCPRegistrationError) {
        self.init(
            name, title: title, description: description,
            outputSchema: try Self.outputSchema(outputSchema, of: Output.self), annotations: annotations,
            requirement: requirement, handler: { _, context in try await handler(context).toolResult() })
    }

    /// What was written or, where nothing was, what the structured content of a type's values is; nil where that can't be
    /// told or would be no object.
    ///
    /// Before 2026-07-28 there is no other structured content. Unlike an input it is open: a client that validates it
    /// is not to refuse the next version's answers.
    private static func outputSchema<Output: ToolOutput>(
        _ written: JSONValue?, of type: Output.Type
    ) throws(MCPRegistrationError) -> JSONValue? {
        if let written { return written }
        guard let type = type as? any (Decodable & Encodable).Type else { return nil }
        do throws(SchemaProbeFailure) {
            let schema = try SchemaProbe.schema(of: type, isClosed: false)
            return schema["type"] == "object" ? schema : nil as JSONValue?
        } catch {
            guard case .registration(let error) = error.reason else { return nil }
            throw error
        }
    }
}
