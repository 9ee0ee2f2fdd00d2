//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

extension EverythingServer {
    /// What takes several rounds from 2026-07-28 on; before that, in a session, the client is asked on the way.
    static var inputRequiredTools: [Tool] {
        [
            tool("elicitation", "Asks for a name.") { context in
                let answer = try await context.elicit("What is your name?", schema: form("name"), as: "user_name")
                return "Hello, \(value("name", of: answer))!"
            },
            tool("sampling", "Asks the client's model.") { context in
                let question = [PromptMessage(.user, .text("What is the capital of France?"))]
                return try await context.sample(question, maximumTokens: 100, as: "capital_question").text ?? "no text"
            },
            tool("list_roots", "Asks for the client's folders.") { context in
                let roots = try await context.roots(as: "client_roots")
                return "Client roots: \(roots.map(\.uri).joined(separator: ", "))"
            },
            tool("request_state", "Keeps something between its rounds.") { context in
                if context.keptState == nil { context.keep(["kept": "state-ok"]) }
                let answer = try await context.elicit("Please confirm", schema: form("ok", "boolean"), as: "confirm")
                let kept = context.keptState?["kept"]?.stringValue ?? "no state"
                return "\(kept): \(words(of: answer))"
            },
            tool("multiple_inputs", "Asks three things at once.") { context in
                let answers = try await context.ask([
                    "user_name": .form("What is your name?", schema: form("name")),
                    "greeting": .sampling(
                        [PromptMessage(.user, .text("Generate a greeting"))], maximumTokens: 50),
                    "client_roots": .roots,
                ])
                let name = answers["user_name"]?["content"]?["name"]?.stringValue ?? "nobody"
                let greeting = answers["greeting"]?["content"]?["text"]?.stringValue ?? "no greeting"
                let roots = answers["client_roots"]?["roots"]?.arrayValue?.count ?? 0
                return "\(greeting) \(name), roots: \(roots)"
            },
            tool("multi_round", "Asks two things, one after the other.") { context in
                let name = try await context.elicit("Step 1: What is your name?", schema: form("name"), as: "step1")
                let color = try await context.elicit(
                    "Step 2: What is your favorite color?", schema: form("color"), as: "step2")
                return "\(value("name", of: name)) likes \(value("color", of: color))."
            },
            tool("tampered_state", "Refuses a state that was changed on the way.") { context in
                let answer = try await context.elicit("Please confirm", schema: form("ok", "boolean"), as: "confirm")
                return "Confirmed: \(words(of: answer))"
            },
            tool("capabilities", "Asks only what the client says that it can answer.") { context in
                let declared = context.clientCapabilities
                var questions: [String: ClientQuestion] = [:]
                if declared.hasElicitation {
                    questions["user_name"] = .form("What is your name?", schema: form("name"))
                }
                if declared.hasSampling {
                    questions["greeting"] = .sampling(
                        [PromptMessage(.user, .text("Generate a greeting"))], maximumTokens: 50)
                }
                if declared.hasRoots { questions["client_roots"] = .roots }
                let answers = try await context.ask(questions)
                return "Answered: \(answers.keys.sorted().joined(separator: ", "))"
            },
        ]
    }

    private static func tool(
        _ name: String, _ description: String, _ body: @escaping @Sendable (CallContext) async throws -> String
    ) -> Tool {
        Tool("test_input_required_result_\(name)", description: description) { _, context in
            .text(try await body(context))
        }
    }

    /// A form with one place to fill in.
    static func form(_ name: String, _ type: String = "string") -> JSONValue {
        let properties: JSONObject = [name: ["type": .string(type)]]
        return ["type": "object", "properties": .object(properties), "required": [.string(name)]]
    }

    /// What was filled in there.
    static func value(_ name: String, of answer: ElicitationAnswer) -> String {
        guard case .accepted(let values) = answer else { return "nobody" }
        return values[name]?.stringValue ?? "nobody"
    }
}
