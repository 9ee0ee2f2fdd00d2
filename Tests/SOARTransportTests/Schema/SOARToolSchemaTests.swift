//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("The schemas of the SOAR tools")
struct SOARToolSchemaTests {
    private let tools: [Tool]

    init() {
        let store = InMemoryStore()
        tools = SOARFeatures(catalog: store, executions: store, platform: ScriptedPlatform()).tools
    }

    @Test("are sound, inputs and outputs")
    func areSound() throws {
        #expect(tools.count == 5)
        for tool in tools {
            _ = try JSONSchema(tool.inputSchema)
            if let schema = tool.outputSchema { _ = try JSONSchema(schema) }
        }
    }

    @Test("accept the arguments of a sensible call, and name a wrong one")
    func judgeArguments() throws {
        let execute = try #require(tools.first { $0.name == "execute_playbook" })
        let schema = try JSONSchema(execute.inputSchema)
        #expect(schema.accepts(["playbook_id": 1_234_567_890_123_456, "parameters": ["ip": "192.0.2.1"]]))
        #expect(schema.accepts(["playbook_id": 1, "parameters": nil, "event_id": 0]))
        #expect(schema.check(["parameters": [:]])?.argument == "playbook_id")
        #expect(schema.check(["playbook_id": 1, "event_id": -1])?.expected == "an integer of at least 0")
        #expect(schema.check(["playbook_id": 1, "eventId": 1])?.problem == .unknown)

        let list = try #require(tools.first { $0.name == "list_playbooks_quick" })
        let violation = try #require(JSONSchema(list.inputSchema).check(["limit": 5_000]))
        #expect(violation.sentence() == "The argument 'limit' can't be 5000. Accepted: an integer from 1 to 1000.")
    }
}
