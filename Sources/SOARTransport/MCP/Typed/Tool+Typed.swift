//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARAuth
public import SOARCore

extension Tool {
    /// Makes a tool whose arguments are a type of their own.
    ///
    /// - Parameters:
    ///   - name: Unique in the server.
    ///   - title: The name that people read.
    ///   - description: What it does, for a model.
    ///   - outputSchema: JSON Schema of `structuredContent`.
    ///   - annotations: What a call does to the world; the worst is assumed where nothing is said.
    ///   - requirement: What it takes to see and to call it.
    ///   - handler: Answers a call with text, a content block, a ``ToolResult`` or an `Encodable` ``ToolOutput``.
    /// - Throws: ``MCPRegistrationError`` where the schema can't be read from the type.
    public init<Input: ToolInput, Output: ToolOutput>(
        _ name: String, title: String? = nil, description: String, outputSchema: JSONValue? = nil,
        annotations: Annotations = Annotations(), requirement: Requirement = .none,
        handler: @escaping @Sendable (Input, CallContext) async throws -> Output
    ) throws(MCPRegistrationError) {
        self.init(
            name, title: title, description: description, inputSchema: try SchemaProbe.schema(of: Input.self),
            outputSchema: outputSchema, annotations: annotations, requirement: requirement
        ) { arguments, context in
            let input: Input
            do throws(JSONDecodingFailure) {
                input = try JSONValueDecoder().decode(Input.self, from: .object(arguments.values))
            } catch {
                throw ToolFailure(error.description + ".")
            }
            return try await handler(input, context).toolResult()
        }
    }
}
