//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport

extension EverythingServer {
    /// Prompts with and without arguments and attachments, and one that asks the client first.
    static var prompts: [Prompt] {
        [
            Prompt("test_simple_prompt", title: "Simple prompt", description: "A prompt without arguments.") { _, _ in
                .user("This is a simple prompt for testing.")
            },
            Prompt(
                "test_prompt_with_arguments", description: "A prompt with two arguments.",
                arguments: [
                    Prompt.Argument(
                        "arg1", title: "First", description: "First test argument", isRequired: true,
                        completion: .oneOf("test", "testing", "tested", "hello")),
                    Prompt.Argument("arg2", description: "Second test argument", isRequired: true),
                ]
            ) { arguments, _ in
                .user("Prompt with arguments: arg1='\(arguments["arg1"] ?? "")', arg2='\(arguments["arg2"] ?? "")'")
            },
            Prompt(
                "test_prompt_with_embedded_resource", description: "A prompt with a resource in it.",
                arguments: [
                    Prompt.Argument("resourceUri", description: "URI of the resource to embed", isRequired: true)
                ]
            ) { arguments, _ in
                PromptResult(messages: [
                    PromptMessage(
                        .user,
                        .embeddedText(
                            uri: arguments["resourceUri"] ?? "", mimeType: "text/plain",
                            text: "Embedded resource content for testing.")),
                    PromptMessage(.user, .text("Please process the embedded resource above.")),
                ])
            },
            Prompt("test_prompt_with_image", description: "A prompt with a picture in it.") { _, _ in
                PromptResult(messages: [
                    PromptMessage(.user, .image(data: Samples.picture, mimeType: "image/png")),
                    PromptMessage(.user, .text("Please analyze the image above.")),
                ])
            },
            Prompt(
                "test_input_required_result_prompt", description: "A prompt that asks the user first."
            ) { _, context in
                let answer = try await context.elicit(
                    "What context should the prompt use?", schema: form("context"), as: "user_context")
                return .user("Use this context: \(value("context", of: answer))")
            },
        ]
    }
}
