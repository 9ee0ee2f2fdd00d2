//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OctoMationSimulator
import SOARCore
import TestSupport
import Testing

@Suite("Parameters that a playbook declares to be passwords")
struct PasswordParameterTests {
    @Test("are taken out of the intent and the outcome, whatever their names; the others stay readable")
    func areTakenOut() async throws {
        try await withSimulatedServer { world in
            let id = PlaybookID(rawValue: 56)
            world.simulator.playbooks[id] = SimulatedPlaybook(
                id: id, displayName: "Unlock a door",
                parameters: [
                    PlaybookParameter(name: "door"), PlaybookParameter(name: "pin", type: "PASSWORD", isRequired: true),
                ])
            try await world.server.sync()
            let client = try await world.server.client(named: "alice")
            let arguments: JSONValue = ["playbook_id": 56, "parameters": ["door": "north", "pin": "4711-canary"]]
            #expect(try await client.tool("execute_playbook", arguments).isToolError == false)
            let sent = world.simulator.calls.requests(to: .execution).last?.body?["params"]
            #expect(sent?[1] == ["key": "pin", "value": "4711-canary"])
            let records = try await world.server.records()
            #expect(records.map(\.phase) == [.intent, .outcome])
            for record in records {
                #expect(record.parameters?["parameters"] == ["door": "north", "pin": "(redacted)"])
            }
        }
    }

    @Test("are unknown for an unknown playbook, so that nothing is readable")
    func unknownPlaybook() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let arguments: JSONValue = ["playbook_id": 999, "parameters": ["door": "north"]]
            #expect(try await client.tool("execute_playbook", arguments).isToolError)
            for record in try await world.server.records() {
                #expect(record.parameters?["parameters"] == ["door": "(redacted)"])
            }
        }
    }
}
