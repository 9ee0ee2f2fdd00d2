//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

extension EverythingServer {
    /// What is known by its schema.
    static var schemaTools: [Tool] {
        [
            Tool(
                "json_schema_2020_12_tool", description: "Takes a contact, by a schema of many keywords.",
                inputSchema: contact, annotations: .readOnly
            ) { arguments, _ in
                .text("JSON Schema 2020-12 tool called with: \(JSONValue.object(arguments.values).text())")
            },
            Tool(
                "test_header_parameter", description: "Takes parameters that gateways read in the headers.",
                inputSchema: [
                    "type": "object",
                    "properties": [
                        "region": ["type": "string", "description": "Where", "x-mcp-header": "Region"],
                        "priority": ["type": "integer", "description": "How urgent", "x-mcp-header": "Priority"],
                    ],
                    "required": ["region"],
                ], annotations: .readOnly
            ) { arguments, _ in
                let priority = try arguments.integer("priority", in: 0...9) ?? 0
                return .text("region=\(try arguments.string("region") ?? ""), priority=\(priority)")
            },
            Tool(
                "test_structured_content", title: "Structured content", description: "Answers with a value.",
                outputSchema: [
                    "type": "object",
                    "properties": ["temperature": ["type": "number"], "conditions": ["type": "string"]],
                    "required": ["temperature", "conditions"],
                ], annotations: .readOnly
            ) { _, _ in
                .structured(["temperature": 21.5, "conditions": "clear"])
            },
            Tool(
                "test_resource_link", description: "Answers with a link to a resource.", annotations: .readOnly
            ) { _, _ in
                ToolResult(content: [
                    .annotated(
                        .resourceLink(
                            ResourceLink(
                                "test://static-text", name: "static-text", title: "Static text", mimeType: "text/plain")
                        ),
                        ContentAnnotations(audience: [.user], priority: 0.5))
                ])
            },
        ]
    }

    /// The schema that the conformance suite looks for, keyword by keyword.
    private static let contact: JSONValue = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": [
            "address": [
                "$anchor": "addressDef", "type": "object",
                "properties": ["street": ["type": "string"], "city": ["type": "string"]],
            ]
        ],
        "properties": [
            "name": ["type": "string"],
            "address": ["$ref": "#/$defs/address"],
            "contactMethod": ["type": "string", "enum": ["phone", "email"]],
            "phone": ["type": "string"],
            "email": ["type": "string"],
        ],
        "allOf": [["anyOf": [["required": ["phone"]], ["required": ["email"]]]]],
        "if": ["properties": ["contactMethod": ["const": "phone"]], "required": ["contactMethod"]],
        "then": ["required": ["phone"]],
        "else": ["required": ["email"]],
        "additionalProperties": false,
    ]
}
