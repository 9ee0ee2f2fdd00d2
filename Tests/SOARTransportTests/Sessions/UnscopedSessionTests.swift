//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Logging
import SOARAuth
import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

/// A session behind a server that gives its connections no scope: events come at the end, so nobody can be asked.
@Suite("Sessions without a connection scope")
struct UnscopedSessionTests {
    private func endpoint() throws -> MCPEndpoint {
        let server = try MCPServer(name: "a", version: "1") {
            Tool.counting
            Tool("asks", description: "Asks.", annotations: .readOnly) { _, context in
                .text("\(try await context.elicit("Really?", schema: ["type": "object", "properties": [:]]))")
            }
        }
        return MCPEndpoint(
            server: server,
            auth: BearerAuthProvider(verifier: .static(["t": AccessToken(subject: "any", client: "any")])),
            configuration: .withSessions, logger: Logger(label: "a") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The answer's fields and its whole body.
    private func post(
        _ endpoint: MCPEndpoint, _ method: String, _ params: JSONObject, session: String? = nil
    ) async throws -> (HTTPFields, String) {
        var request = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/mcp")
        request.headerFields[.authorization] = "Bearer t"
        request.headerFields[.contentType] = "application/json"
        request.headerFields[.accept] = "application/json, text/event-stream"
        if let session, let name = HTTPField.Name("Mcp-Session-Id") { request.headerFields[name] = session }
        let body: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(params)]
        let answer = try await endpoint.respond(to: request, from: nil) { _ in body.encoded() }
        var bytes: [UInt8] = []
        switch answer.body {
        case .bytes(let whole): bytes = whole
        case .stream(let stream): try await stream { bytes += $0 }
        }
        listenIn(request, body.encoded(), answer, bytes)
        return (answer.headers, String(decoding: bytes, as: UTF8.self))
    }

    /// Holds the answer to the schema of its revision, as if it had gone over a connection.
    private func listenIn(_ request: HTTPRequest, _ body: [UInt8], _ answer: HTTPAnswer, _ bytes: [UInt8]) {
        func head(_ start: String, _ fields: HTTPFields, _ length: Int) -> [UInt8] {
            let lines = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
            return Array("\(start)\r\n\(lines)content-length: \(length)\r\n\r\n".utf8)
        }
        var tap = MessageTap()
        tap.sent(head("POST /mcp HTTP/1.1", request.headerFields, body.count) + body)
        let status = "HTTP/1.1 \(answer.status.code) -"
        for finding in tap.received(head(status, answer.headers, bytes.count) + bytes) {
            Issue.record("\(finding)")
        }
    }

    @Test("a question fails at once, and progress comes before the answer all the same", .timeLimit(.minutes(1)))
    func collected() async throws {
        let endpoint = try endpoint()
        let opening: JSONObject = ["protocolVersion": "2025-11-25", "capabilities": ["elicitation": [:]]]
        let (fields, _) = try await post(endpoint, "initialize", opening)
        let name = try #require(HTTPField.Name("Mcp-Session-Id"))
        let session = try #require(fields[name])
        let (_, asked) = try await post(endpoint, "tools/call", ["name": "asks"], session: session)
        #expect(asked.contains("can't be asked"))
        let counting: JSONObject = ["name": "count", "arguments": ["to": 2], "_meta": ["progressToken": 1]]
        let (_, counted) = try await post(endpoint, "tools/call", counting, session: session)
        #expect(counted.components(separatedBy: "notifications/progress").count == 3)
        #expect(counted.contains("counted to 2"))
    }
}
