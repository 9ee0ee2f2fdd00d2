//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

/// However it ends, it ends soon, and nothing is left behind (MCP lifecycle, "Shutdown").
@Suite("The end of standard input and output")
struct StdioEndTests {
    private func call(_ modern: Bool, id: JSONValue = 1) -> JSONValue {
        let params: JSONObject = ["name": "work"]
        return modern
            ? .modern("tools/call", params, id: id, meta: ["progressToken": 1])
            : .request("tools/call", params.merging(["_meta": ["progressToken": 1]]), id: id)
    }

    @Test("with nothing under way it ends at once", arguments: [true, false])
    func idle(_ begun: Bool) async throws {
        try await withStdio(StdioSetup()) { running in
            if begun { try await running.client.initialize(.v2025_11_25) }
            running.client.closeInput()
            #expect(await running.ends(within: .seconds(1)))
            #expect(try await running.client.rest().isEmpty)
        }
    }

    @Test("in the middle of a call the answer is still written", arguments: [true, false])
    func finishes(_ modern: Bool) async throws {
        let worker = Tool.Worker()
        try await withStdio(StdioSetup { worker.tool(.milliseconds(500)) }) { running in
            let client = running.client
            if !modern { try await client.initialize(.v2025_11_25) }
            try await client.send(call(modern))
            #expect(try await client.next()?["method"] == "notifications/progress")
            client.closeInput()
            #expect(try await client.rest().map(\.toolText) == ["worked"])
            #expect(await running.ends(within: .seconds(1)))
        }
    }

    @Test("a call that would not end is stopped", arguments: [true, false])
    func stops(_ modern: Bool) async throws {
        let worker = Tool.Worker()
        var setup = try StdioSetup { worker.tool(.seconds(60)) }
        setup.configuration.finishTime = .milliseconds(300)
        try await withStdio(setup) { running in
            let client = running.client
            if !modern { try await client.initialize(.v2025_11_25) }
            for id in 0..<10 { try await client.send(call(modern, id: .integer(Int64(id)))) }
            for _ in 0..<10 { _ = try await client.next() }
            client.closeInput()
            #expect(await running.ends(within: .seconds(2)))
            #expect(worker.ending.withLock(\.self) == "cancelled")
            #expect(try await client.rest().isEmpty)
        }
    }

    @Test("in the middle of a line nothing of it is done but to say so")
    func middleOfLine() async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            try await client.send(bytes: "{\"jsonrpc\":\"2.0\",\"id\":1,\"meth".utf8)
            client.closeInput()
            #expect(try await client.rest().map(\.code) == [-32700])
        }
    }

    @Test("in the middle of a question the call ends")
    func middleOfQuestion() async throws {
        var setup = try StdioSetup {
            Tool("asks", description: "Asks.", annotations: .readOnly) { _, context in
                .text("\(try await context.elicit("Really?", schema: ["type": "object", "properties": [:]]))")
            }
        }
        setup.configuration.finishTime = .milliseconds(200)
        try await withStdio(setup) { running in
            let client = running.client
            try await client.initialize(.v2025_11_25, capabilities: ["elicitation": [:]])
            try await client.send(.request("tools/call", ["name": "asks"], id: 1))
            #expect(try await client.next()?["method"] == "elicitation/create")
            client.closeInput()
            #expect(await running.ends(within: .seconds(2)))
        }
    }

    @Test("a client that reads nothing stops what it asked for, and keeps nobody from ending")
    func unread() async throws {
        var setup = try StdioSetup { Tool.echo }
        setup.configuration.finishTime = .milliseconds(200)
        try await withStdio(setup) { running in
            let client = running.client
            let text = JSONValue.string(String(repeating: "x", count: 100_000))
            let call = client.line(.modern("tools/call", ["name": "echo", "arguments": ["text": text]], id: "e"))
            let sent = await within(.seconds(2)) {
                for id in 0..<100_000 {
                    let line = String(decoding: call, as: UTF8.self).replacing("\"id\":\"e\"", with: "\"id\":\(id)")
                    guard !Task.isCancelled, (try? await client.send(bytes: line.utf8)) != nil else { return }
                }
            }
            #expect(!sent, "it read 10 GB and wrote nothing")
            client.closeInput()
            #expect(await running.ends(within: .seconds(5)))
        }
    }

    @Test("a client that reads no more ends it, and stops what is under way")
    func brokenPipe() async throws {
        let worker = Tool.Worker()
        try await withStdio(StdioSetup { worker.tool(.seconds(60)) }) { running in
            let client = running.client
            try await client.send(call(true))
            _ = try await client.next()
            client.closeOutput()
            try await client.send(.modern("tools/list", id: 2))
            #expect(await running.ends(within: .seconds(3)))
            #expect(worker.ending.withLock(\.self) == "cancelled")
        }
    }

    private func within(_ limit: Duration, _ body: @escaping @Sendable () async -> Void) async -> Bool {
        await withTaskGroup(of: Bool.self) { tasks in
            tasks.addTask {
                await body()
                return !Task.isCancelled
            }
            tasks.addTask {
                try? await Task.sleep(for: limit)
                return false
            }
            defer { tasks.cancelAll() }
            return await tasks.next() ?? false
        }
    }
}
