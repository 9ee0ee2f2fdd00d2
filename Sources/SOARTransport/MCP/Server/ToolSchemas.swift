//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What the schemas of a tool come to that keeps the rules of MCP server "Tools".
struct ToolSchemas: Sendable {
    let input: JSONSchema
    let output: JSONSchema?
    let headers: HeaderParameters

    /// Checks the rules that a client would drop a tool for.
    ///
    /// - Throws: ``MCPRegistrationError``, which names the tool and the rule.
    init(_ tool: Tool) throws(MCPRegistrationError) {
        guard Self.isSound(name: tool.name) else {
            throw MCPRegistrationError("The tool name '\(tool.name.bounded)' is not 1 to 64 of A-Z a-z 0-9 _ . / -.")
        }
        guard !tool.description.isEmpty else {
            throw MCPRegistrationError("The tool '\(tool.name)' has no description.")
        }
        guard tool.inputSchema["type"] == "object" else {
            throw MCPRegistrationError("The input schema of the tool '\(tool.name)' has no \"type\": \"object\".")
        }
        input = try Self.schema(tool.inputSchema, "input", tool.name)
        output =
            if let schema = tool.outputSchema { try Self.schema(schema, "output", tool.name) } else { nil }
        do throws(MCPRegistrationError) {
            headers = try HeaderParameters(schema: tool.inputSchema)
        } catch {
            throw MCPRegistrationError("The tool '\(tool.name)': \(error.description)")
        }
    }

    private static func schema(
        _ schema: JSONValue, _ kind: String, _ name: String
    ) throws(MCPRegistrationError) -> JSONSchema {
        do throws(JSONSchemaError) {
            return try JSONSchema(schema)
        } catch {
            throw MCPRegistrationError("The \(kind) schema of the tool '\(name)' is unsound: \(error.description)")
        }
    }

    private static func isSound(name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "_./-".utf8.contains(byte)
                }
            }
    }
}
