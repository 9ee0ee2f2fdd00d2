//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("Playbooks as tools follow the catalogue")
struct PlaybookToolChangeTests {
    private typealias List = PlaybookToolListTests

    @Test("whoever listens is told of tools and resources, and the next list is the new one")
    func told() async throws {
        try await withTestServer(List.setup(.sample, List.playbook(8, "Other"))) { server in
            let client = try await server.client(named: "alice")
            #expect(try await List.names(client).suffix(2) == ["playbook_block", "playbook_other"])
            let events = try await client.listen([
                "toolsListChanged": true,
                "resourceSubscriptions": ["soar://playbooks", "soar://playbooks/7", "soar://playbooks/8"],
            ])
            let first = try #require(try await events.nextEvent())
            #expect(first.params?["notifications"]?["resourceSubscriptions"]?.arrayValue?.count == 3)
            // The watch has looked at the catalogue once.
            try await Task.sleep(for: .milliseconds(300))
            _ = try await server.store.setPlaybook(Playbook.sample.id, tenant: .default, enabled: false)
            var told: [String] = []
            for _ in 0..<3 {
                let event = try #require(try await events.nextEvent())
                told.append(event.params?["uri"]?.stringValue ?? event.method ?? "")
            }
            #expect(
                Set(told) == ["notifications/tools/list_changed", "soar://playbooks", "soar://playbooks/7"])
            #expect(try await List.names(client).last == "playbook_other")
            #expect(try await List.names(client).contains("playbook_block") == false)

            let refused = try await client.tool("playbook_block", ["src": "a"])
            #expect(refused.isToolError)
            #expect(refused.text?.contains("list_playbooks_quick") == true)
            let platform = try #require(server.setup.platform as? ScriptedPlatform)
            #expect(platform.log.executions.isEmpty)

            _ = try await server.store.setPlaybook(Playbook.sample.id, tenant: .default, enabled: true)
            #expect(try await events.nextEvent()?.method == "notifications/tools/list_changed")
            #expect(try await List.names(client).contains("playbook_block"))
        }
    }

    @Test("a synchronisation that brings nothing new is not told, new parameters are")
    func onlyChanges() async throws {
        try await withTestServer(List.setup(.sample)) { server in
            let client = try await server.client(named: "alice")
            _ = try await List.names(client)
            let events = try await client.listen(["toolsListChanged": true])
            _ = try await events.nextEvent()
            try await Task.sleep(for: .milliseconds(300))
            server.setup.clock.advance(by: 60)
            try await server.sync()
            #expect(try await events.isQuiet(for: .milliseconds(300)))
            var changed = Playbook.sample
            changed.parameters = [PlaybookParameter(name: "address")]
            _ = try await server.store.replacePlaybooks([changed], tenant: .default, at: server.setup.clock.now)
            #expect(try await events.nextEvent()?.method == "notifications/tools/list_changed")
            let tool = try await List.tools(client).last
            #expect(tool?["inputSchema"]?["properties"]?["address"] == ["type": "string"])
            #expect(try await client.tool("playbook_block", ["src": "a"]).text?.contains("'src'") == true)
            #expect(try await client.tool("playbook_block", ["address": "a"]).isToolError == false)
        }
    }
}
