//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport

extension EverythingServer {
    /// Every kind of content, and a failure.
    static var contentTools: [Tool] {
        [
            Tool("test_simple_text", description: "Answers with a text.", annotations: .readOnly) { _, _ in
                .text("This is a simple text response for testing.")
            },
            Tool("test_image_content", description: "Answers with a picture.", annotations: .readOnly) { _, _ in
                ToolResult(content: [.image(data: Samples.picture, mimeType: "image/png")])
            },
            Tool("test_audio_content", description: "Answers with a recording.", annotations: .readOnly) { _, _ in
                ToolResult(content: [.audio(data: Samples.recording, mimeType: "audio/wav")])
            },
            Tool(
                "test_embedded_resource", description: "Answers with a resource's text.", annotations: .readOnly
            ) { _, _ in
                ToolResult(content: [
                    .embeddedText(
                        uri: "test://embedded-resource", mimeType: "text/plain",
                        text: "This is an embedded resource content.")
                ])
            },
            Tool(
                "test_multiple_content_types", description: "Answers with content of several types.",
                annotations: .readOnly
            ) { _, _ in
                ToolResult(content: [
                    .text("Multiple content types test:"), .image(data: Samples.picture, mimeType: "image/png"),
                    .embeddedText(
                        uri: "test://mixed-content-resource", mimeType: "application/json",
                        text: #"{"test":"data","value":123}"#),
                ])
            },
            Tool("test_error_handling", description: "Fails.", annotations: .readOnly) { _, _ in
                throw ToolFailure("This tool intentionally returns an error for testing")
            },
        ]
    }
}
