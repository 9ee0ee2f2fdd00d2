//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

extension EverythingServer {
    /// What the client is asked, the same in all revisions.
    static var askingTools: [Tool] {
        [
            Tool(
                "test_sampling", description: "Passes a prompt to the client's model.",
                inputSchema: schema(of: "prompt", "What the model is asked.")
            ) { arguments, context in
                let prompt = try arguments.string("prompt") ?? ""
                return .text("LLM response: \(try await sampled(prompt, context))")
            },
            Tool(
                "test_elicitation", description: "Asks the user for a name and an address.",
                inputSchema: schema(of: "message", "What the user is told.")
            ) { arguments, context in
                let answer = try await context.elicit(
                    try arguments.string("message") ?? "",
                    schema: [
                        "type": "object",
                        "properties": [
                            "username": ["type": "string", "description": "User's response"],
                            "email": ["type": "string", "description": "User's email address"],
                        ],
                        "required": ["username", "email"],
                    ])
                return .text("User response: \(words(of: answer))")
            },
            Tool(
                "test_elicitation_sep1034_defaults", description: "Asks the user with a default for every type."
            ) { _, context in
                try require(.v2025_11_25, context)
                let answer = try await context.elicit("Please look through these values.", schema: defaults)
                return .text("Elicitation completed: \(words(of: answer))")
            },
            Tool(
                "test_elicitation_sep1330_enums", description: "Asks the user with every kind of choice."
            ) { _, context in
                try require(.v2025_11_25, context)
                let answer = try await context.elicit("Please choose.", schema: choices)
                return .text("Elicitation completed: \(words(of: answer))")
            },
            Tool(
                "test_missing_capability", description: "Needs a client that lets it use its model."
            ) { _, context in
                .text("LLM response: \(try await sampled("Say hello.", context))")
            },
            Tool(
                "test_streaming_elicitation", description: "Reports progress, then asks the user."
            ) { _, context in
                await context.reportProgress(1, of: 2, message: "About to ask")
                let answer = try await context.elicit(
                    "Shall it go on?",
                    schema: ["type": "object", "properties": ["ok": ["type": "boolean"]], "required": ["ok"]])
                await context.reportProgress(2, of: 2, message: "Asked")
                return .text("Elicitation completed: \(words(of: answer))")
            },
        ]
    }

    private static func sampled(_ prompt: String, _ context: CallContext) async throws -> String {
        let answer = try await context.sample([PromptMessage(.user, .text(prompt))], maximumTokens: 100)
        return answer.text ?? "no text"
    }

    /// A form that the revision before that could not carry is not asked at all.
    private static func require(_ revision: ProtocolRevision, _ context: CallContext) throws {
        guard context.revision >= revision else {
            throw ToolFailure("Forms of this kind exist from \(revision) on; this client speaks \(context.revision).")
        }
    }

    /// The arguments of a tool that takes one string.
    static func schema(of name: String, _ description: String) -> JSONValue {
        let property: JSONValue = ["type": "string", "description": .string(description)]
        let properties: JSONObject = [name: property]
        return ["type": "object", "properties": .object(properties), "required": [.string(name)]]
    }

    /// `action=accept, content={…}`, as the fixture words it.
    static func words(of answer: ElicitationAnswer) -> String {
        switch answer {
        case .accepted(let values): "action=accept, content=\(JSONValue.object(values).text())"
        case .declined: "action=decline, content={}"
        case .cancelled: "action=cancel, content={}"
        }
    }

    private static let defaults: JSONValue = [
        "type": "object",
        "properties": [
            "name": ["type": "string", "description": "A name", "default": "John Doe"],
            "age": ["type": "integer", "description": "An age in years", "default": 30],
            "score": ["type": "number", "description": "A score", "default": 95.5],
            "status": [
                "type": "string", "description": "A state", "enum": ["active", "inactive", "pending"],
                "default": "active",
            ],
            "verified": ["type": "boolean", "description": "Whether it was verified", "default": true],
        ],
        "required": [],
    ]

    private static let choices: JSONValue = [
        "type": "object",
        "properties": [
            "untitledSingle": [
                "type": "string", "description": "One of three", "enum": ["option1", "option2", "option3"],
            ],
            "titledSingle": [
                "type": "string", "description": "One of three with titles",
                "oneOf": [
                    ["const": "value1", "title": "First Option"], ["const": "value2", "title": "Second Option"],
                    ["const": "value3", "title": "Third Option"],
                ],
            ],
            "legacyEnum": [
                "type": "string", "description": "One of three with titles, the former way",
                "enum": ["opt1", "opt2", "opt3"], "enumNames": ["Option One", "Option Two", "Option Three"],
            ],
            "untitledMulti": [
                "type": "array", "description": "Several of three",
                "items": ["type": "string", "enum": ["option1", "option2", "option3"]],
            ],
            "titledMulti": [
                "type": "array", "description": "Several of three with titles",
                "items": [
                    "anyOf": [
                        ["const": "value1", "title": "First Choice"], ["const": "value2", "title": "Second Choice"],
                        ["const": "value3", "title": "Third Choice"],
                    ]
                ],
            ],
        ],
        "required": [],
    ]
}
