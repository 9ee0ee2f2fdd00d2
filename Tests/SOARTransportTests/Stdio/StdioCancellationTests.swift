//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

/// A notification is the only way to cancel here (MCP utilities and patterns, "Cancellation").
@Suite("Cancelling on standard input")
struct StdioCancellationTests {
    private func begin(_ client: StdioClient, modern: Bool, id: JSONValue) async throws {
        let params: JSONObject = ["name": "work"]
        let meta: JSONObject = ["progressToken": "p"]
        try await client.send(
            modern
                ? .modern("tools/call", params, id: id, meta: meta)
                : .request("tools/call", params.merging(["_meta": .object(meta)]), id: id))
        #expect(try await client.next()?["method"] == "notifications/progress")
    }

    @Test(
        "another handshake stops nothing: what was asked before is answered, and changes are told on",
        .timeLimit(.minutes(1)))
    func secondHandshake() async throws {
        let worker = Tool.Worker()
        let setup = try StdioSetup { worker.tool(.milliseconds(800)) }
        try await withStdio(setup) { running in
            let client = running.client
            try await client.initialize(.v2025_11_25)
            let filter: JSONObject = ["notifications": ["toolsListChanged": true]]
            try await client.send(.modern("subscriptions/listen", filter, id: "changes"))
            #expect(try await client.next()?["method"] == "notifications/subscriptions/acknowledged")
            try await begin(client, modern: true, id: "new")
            try await begin(client, modern: false, id: "old")
            try await client.send(
                .request("initialize", ["protocolVersion": "2025-06-18", "capabilities": [:]], id: "again"))
            var answered: Set<JSONValue> = []
            while answered.count < 3, let message = try await client.next() {
                guard let id = message["id"] else { continue }
                answered.insert(id)
                if id != "again" { #expect(message.toolText == "worked") }
            }
            #expect(answered == ["again", "new", "old"])
            setup.server.toolsChanged()
            var told: [JSONValue?] = []
            while told.count < 2, let message = try await client.next() {
                told.append(message["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"])
            }
            #expect(told.contains("changes"))
        }
    }

    @Test("a client that does not read does not switch the handler's time limit off")
    func stalledReader() async throws {
        let ended = Atomic<Bool>(false)
        var configuration = MCPServer.Configuration()
        configuration.handlers.time = .milliseconds(300)
        let setup = try StdioSetup(configuration) {
            Tool("floods", description: "Floods.", annotations: .readOnly) { _, context in
                let message = String(repeating: "x", count: 1000)
                for step in 1...9000 { await context.reportProgress(Double(step), message: message) }
                ended.store(true, ordering: .relaxed)
                return .text("done")
            }
        }
        try await withStdio(setup) { running in
            let params: JSONObject = ["name": "floods"]
            try await running.client.send(.modern("tools/call", params, id: 1, meta: ["progressToken": "p"]))
            let deadline = ContinuousClock.now + .seconds(10)
            while !ended.load(ordering: .relaxed), .now < deadline { try await Task.sleep(for: .milliseconds(20)) }
            let hasEnded = ended.load(ordering: .relaxed)
            #expect(hasEnded)
            #expect(try await running.client.answer(1).toolText?.contains("took longer") == true)
        }
    }

    private func cancel(_ id: JSONValue, modern: Bool) -> JSONValue {
        let params: JSONObject = ["requestId": id, "reason": "enough"]
        return modern
            ? .modern("notifications/cancelled", params, id: nil) : .request("notifications/cancelled", params, id: nil)
    }

    @Test("a call that runs ends at once and without an answer", arguments: [true, false])
    func running(_ modern: Bool) async throws {
        let worker = Tool.Worker()
        try await withStdio(StdioSetup { worker.tool(.seconds(20)) }) { running in
            let client = running.client
            if !modern { try await client.initialize(.v2025_11_25) }
            try await begin(client, modern: modern, id: "w")
            try await client.send(cancel("w", modern: modern))
            #expect(try await worker.waitForEnding(.seconds(3)) == "cancelled")
            #expect(try await client.isQuiet(for: .milliseconds(100)))
            // The id is free again.
            try await begin(client, modern: modern, id: "w")
            try await client.send(cancel("w", modern: modern))
        }
    }

    @Test("a call that is cancelled in the same breath does nothing", arguments: [true, false])
    func atOnce(_ modern: Bool) async throws {
        let worker = Tool.Worker()
        try await withStdio(StdioSetup { worker.tool(.seconds(20)) }) { running in
            let client = running.client
            if !modern { try await client.initialize(.v2025_06_18) }
            var bytes: [UInt8] = []
            for id in 0..<30 {
                let id = JSONValue.integer(Int64(id))
                let call: JSONValue =
                    modern
                    ? .modern("tools/call", ["name": "work"], id: id) : .request("tools/call", ["name": "work"], id: id)
                bytes += client.line(call) + client.line(cancel(id, modern: modern))
            }
            try await client.send(bytes: bytes)
            #expect(try await client.isQuiet(for: .milliseconds(300)))
            let last: JSONValue = modern ? .modern("tools/list", id: "l") : .request("tools/list", id: "l")
            try await client.send(last)
            #expect(try await client.next()?["id"] == "l")
            client.closeInput()
            #expect(await running.ends(within: .seconds(2)), "a call still runs")
        }
    }

    @Test("cancelling what is over, or was never there, or makes no sense, is passed over")
    func finished() async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            try await client.initialize(.v2025_11_25)
            _ = try await client.legacy("tools/call", ["name": "count"], id: 3)
            for id: JSONValue in [3, "init", 99, nil, [], ["a": 1], 1.5] {
                try await client.send(cancel(id, modern: false))
                try await client.send(cancel(id, modern: true))
            }
            try await client.send(.request("notifications/cancelled", id: nil))
            try await client.send(.request("notifications/unheard-of", id: nil))
            #expect(try await client.legacy("tools/call", ["name": "count"], id: 3).toolText == "counted to 3")
        }
    }

    @Test("an id that is in use is refused; the call that has it goes on", arguments: [true, false])
    func twice(_ modern: Bool) async throws {
        let worker = Tool.Worker()
        try await withStdio(StdioSetup { worker.tool(.milliseconds(400)) }) { running in
            let client = running.client
            if !modern { try await client.initialize(.v2025_11_25) }
            try await begin(client, modern: modern, id: 1)
            let ping: JSONValue = modern ? .modern("tools/list", id: 1) : .request("ping", id: 1)
            try await client.send(bytes: ping.encoded() + [10])
            #expect(try await client.next()?.code == -32600)
            #expect(try await client.next()?.toolText == "worked")
        }
    }
}
