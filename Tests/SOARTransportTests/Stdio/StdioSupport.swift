//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import SOARAuth
import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

/// What a transport under test is made of.
struct StdioSetup: Sendable {
    static let token = "any-caller"

    var server: MCPServer
    var verifier: any TokenVerifier = StaticTokenVerifier([token: AccessToken(subject: "any", client: "any")])
    var token = BearerToken(token)
    var audit: (any AuditLog)?
    var configuration = StdioTransport.Configuration()

    init(
        _ configuration: MCPServer.Configuration = MCPServer.Configuration(),
        @MCPFeatureBuilder features: () throws -> [MCPFeature]
    ) throws {
        server = try MCPServer(name: "talking", version: "1", configuration: configuration) {
            Tool.counting
            try features()
        }
    }

    init() throws { try self.init {} }

    fileprivate func transport(input: Int32, output: Int32) -> StdioTransport {
        StdioTransport(
            server: server, verifier: verifier, token: token, audit: audit.map { AuditTrail($0) },
            configuration: configuration, input: input, output: output,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}

/// A transport that is running, with its client.
struct RunningStdio: Sendable {
    let client: StdioClient
    fileprivate let ended: AsyncStream<Void>

    /// Whether the transport returns in that time.
    func ends(within limit: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { tasks in
            tasks.addTask { [ended] in
                for await _ in ended {}
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

/// Runs a transport over two pipes; afterwards its input ends, and it must return.
func withStdio(_ setup: StdioSetup, _ body: (RunningStdio) async throws -> Void) async throws {
    var (input, output): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    try #require(unsafe pipe(&input) == 0 && pipe(&output) == 0)
    let client = StdioClient(input: input[1], output: output[0])
    let transport = setup.transport(input: input[0], output: output[1])
    let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
    let (from, to) = (input[0], output[1])
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer {
                close(from)
                close(to)
                continuation.finish()
            }
            try await transport.run()
        }
        let running = RunningStdio(client: client, ended: ended)
        do {
            try await body(running)
        } catch {
            tasks.cancelAll()
            throw error
        }
        client.closeInput()
        #expect(await running.ends(within: .seconds(15)), "the transport did not end with its input")
        tasks.cancelAll()
        try await tasks.waitForAll()
    }
}

extension JSONValue {
    /// A request of a revision with a handshake.
    static func request(_ method: String, _ params: JSONObject = [:], id: JSONValue?) -> JSONValue {
        var message: JSONObject = ["jsonrpc": "2.0", "method": .string(method)]
        message["id"] = id
        if !params.isEmpty { message["params"] = .object(params) }
        return .object(message)
    }

    /// A request of the stateless revision.
    static func modern(
        _ method: String, _ params: JSONObject = [:], id: JSONValue?, meta: JSONObject = [:],
        capabilities: JSONValue = [:]
    ) -> JSONValue {
        var params = params
        params["_meta"] = MCPTestClient.meta(meta, capabilities: capabilities)
        return request(method, params, id: id)
    }

    /// The text of a tool's answer.
    var toolText: String? { self["result"]?["content"]?[0]?["text"]?.stringValue }
    /// The code of an error.
    var code: Int64? { self["error"]?["code"]?.integerValue }
}

extension StdioClient {
    /// Sends a request of the stateless revision, and waits for its answer.
    func modern(
        _ method: String, _ params: JSONObject = [:], id: JSONValue = 1, capabilities: JSONValue = [:]
    ) async throws -> JSONValue {
        try await send(.modern(method, params, id: id, capabilities: capabilities))
        return try await answer(id)
    }

    /// Sends a request of a revision with a handshake, and waits for its answer.
    func legacy(_ method: String, _ params: JSONObject = [:], id: JSONValue = 1) async throws -> JSONValue {
        try await send(.request(method, params, id: id))
        return try await answer(id)
    }

    /// Does the handshake.
    @discardableResult
    func initialize(_ revision: ProtocolRevision, capabilities: JSONValue = [:]) async throws -> JSONValue {
        let params: JSONObject = [
            "protocolVersion": .string(revision.rawValue), "capabilities": capabilities,
            "clientInfo": ["name": "tester", "version": "7"],
        ]
        let answer = try await legacy("initialize", params, id: "init")
        try await send(.request("notifications/initialized", id: nil))
        return answer
    }
}

extension Tool {
    /// Says that it has begun, works long, and remembers how it ended.
    final class Worker: Sendable {
        let ending = Mutex<String?>(nil)
        let runs = Atomic<Int>(0)

        init() {}

        /// The tool; it works that long.
        func tool(_ time: Duration) -> Tool {
            Tool("work", description: "Works.", annotations: .readOnly) { [self] _, context in
                runs.add(1, ordering: .relaxed)
                await context.reportProgress(1)
                do {
                    try await Task.sleep(for: time)
                    ending.withLock { $0 = "done" }
                } catch {
                    ending.withLock { $0 = "cancelled" }
                    throw error
                }
                return .text("worked")
            }
        }

        func waitForEnding(_ limit: Duration = .seconds(8)) async throws -> String? {
            let deadline = ContinuousClock.now + limit
            while ending.withLock(\.self) == nil, .now < deadline { try await Task.sleep(for: .milliseconds(10)) }
            return ending.withLock(\.self)
        }
    }
}
