//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("A client of the tests hears of a bad message") struct TappedClientTests {
    private let bad = TappedTalk.Answer.json(["jsonrpc": "2.0", "id": 1, "result": ["tools": 5]])
    private let request = TappedTalk.request("tools/list", .v2025_11_25)

    /// Whether the issue is one of the tap about that message.
    private func isExpected(_ issue: Issue) -> Bool {
        issue.comments.contains { $0.rawValue.hasPrefix("A message breaks 2025-11-25: ListToolsResult at /tools: ") }
    }

    @Test("whether it sends by the method or by hand") func clients() async throws {
        try await CannedServer.run(mcp: bad) { port in
            try await withKnownIssue {
                _ = try await MCPTestClient(port: port).speaking(.v2025_11_25).call("tools/list")
            } matching: {
                isExpected($0)
            }
            try await withKnownIssue {
                let connection = try RawClient(port: port)
                try await connection.drip(String(decoding: request.bytes, as: UTF8.self), every: .zero)
                _ = try await connection.readAnswer()
            } matching: {
                isExpected($0)
            }
        }
    }

    @Test("whatever reads its answer") func readers() async throws {
        try await CannedServer.run(mcp: bad) { port in
            try await withKnownIssue {
                let connection = try RawClient(port: port)
                try await connection.send(request.with("Connection", "close").bytes)
                _ = try await connection.readToEnd()
            } matching: {
                isExpected($0)
            }
            try await withKnownIssue {
                let events = try await SSEClient(port: port, sending: request)
                _ = try await events.readPlainAnswer()
            } matching: {
                isExpected($0)
            }
        }
    }

    @Test("by hand too, for what came another way") func byHand() {
        let message: JSONValue = ["jsonrpc": "2.0", "id": 1, "result": ["tools": 5]]
        withKnownIssue {
            MessageTap.expectSound(message, revision: .v2025_11_25, answering: "tools/list")
        } matching: {
            isExpected($0)
        }
        MessageTap.expectSound(
            ["jsonrpc": "2.0", "id": 1, "result": ["tools": []]], revision: .v2025_11_25, answering: "tools/list")
    }
}
