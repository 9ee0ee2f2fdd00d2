//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport

extension EverythingServer {
    /// What changes the server, so that whoever listens is told.
    static func changingTools(of server: MCPServer, _ watched: WatchedResource) -> [Tool] {
        [
            Tool(
                "test_trigger_tool_change", description: "Offers one more tool, or takes it away again."
            ) { [weak server] _, _ in
                let name = "test_dynamic_tool"
                guard let server, !server.removeTool(named: name) else { return .text("The tool is gone.") }
                try server.add {
                    Tool(name, description: "Comes and goes.", annotations: .readOnly) { _, _ in .text("I am here.") }
                }
                return .text("There is one more tool.")
            },
            Tool(
                "test_trigger_prompt_change", description: "Offers one more prompt, or takes it away again."
            ) { [weak server] _, _ in
                let name = "test_dynamic_prompt"
                guard let server, !server.removePrompt(named: name) else { return .text("The prompt is gone.") }
                try server.add { Prompt(name, description: "Comes and goes.") { _, _ in .user("I am here.") } }
                return .text("There is one more prompt.")
            },
            Tool(
                "test_trigger_resource_change", description: "Offers one more resource, or takes it away again."
            ) { [weak server] _, _ in
                let uri = "test://dynamic-resource"
                guard let server, !server.removeResource(at: uri) else { return .text("The resource is gone.") }
                try server.add {
                    Resource(uri, name: "dynamic-resource", description: "Comes and goes.", mimeType: "text/plain") {
                        _ in
                        .text("I am here.")
                    }
                }
                return .text("There is one more resource.")
            },
            Tool(
                "test_trigger_resource_update", description: "Changes what stands in test://watched-resource."
            ) { [weak server] _, _ in
                watched.update()
                server?.resourceUpdated(WatchedResource.uri)
                return .text("The resource was updated.")
            },
            Tool(
                "test_cancellation", description: "Works for a minute, and notes where it is stopped.",
                annotations: .readOnly
            ) { [weak server] _, context in
                await context.reportProgress(1, of: 2, message: "At work")
                do {
                    try await Task.sleep(for: .seconds(60))
                } catch {
                    watched.noteStop()
                    server?.resourceUpdated(WatchedResource.uri)
                    throw error
                }
                return .text("It was not stopped.")
            },
        ]
    }
}
