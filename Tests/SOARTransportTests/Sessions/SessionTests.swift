//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Sessions of the revisions with a handshake (MCP 2025-11-25, transports, "Session Management").
@Suite("Sessions")
struct SessionTests {
    @Test("initialize opens one with an id that can't be guessed, and announces what needs one")
    func open() async throws {
        try await withTalkingServer(endpoint: .withSessions) { server, _ in
            for revision in ProtocolRevision.withHandshake {
                let one = try await SessionClient(server.anybody.speaking(revision))
                let two = try await SessionClient(server.anybody.speaking(revision))
                #expect(one.id != two.id)
                #expect(one.id.utf8.count >= 32)
                #expect(one.id.utf8.allSatisfy { (0x21...0x7E).contains($0) })
                #expect(one.agreed["capabilities"]?["tools"]?["listChanged"] == true)
                #expect(try await one.call("tools/list").status == 200)
                #expect(try await one.call("ping").result == [:])
                #expect(try await one.client.send(one.request("notifications/initialized", id: nil)).status == 202)
            }
        }
    }

    @Test("without its id: 400; with one that is not: 404; with somebody else's: 404 too")
    func wrongID() async throws {
        try await withTalkingServer(endpoint: .withSessions) { server, _ in
            let client = server.anybody.speaking(.v2025_11_25)
            let session = try await SessionClient(client)
            let bare = client.request("tools/list")
            #expect(try await client.send(bare).status == 400)
            #expect(try await client.send(bare.with("Mcp-Session-Id", "no-such")).status == 404)
            #expect(try await client.send(bare.with("Mcp-Session-Id", "")).status >= 400)
            let twice = bare.adding("Mcp-Session-Id", session.id).adding("Mcp-Session-Id", session.id)
            #expect(try await client.send(twice).status == 400)
            let other = client.with(token: "somebody-else")
            #expect(try await other.send(other.request("tools/list").with("Mcp-Session-Id", session.id)).status == 404)
            let nobody = client.with(token: nil)
            #expect(
                try await nobody.send(nobody.request("tools/list").with("Mcp-Session-Id", session.id)).status == 401)
            #expect(try await session.call("tools/list").status == 200)
        }
    }

    @Test("the stateless revision has neither GET nor DELETE: 405", arguments: ["GET", "DELETE"])
    func statelessMethods(_ method: String) async throws {
        try await withTalkingServer(endpoint: .withSessions) { server, _ in
            let session = try await SessionClient(server.anybody.speaking(.v2025_11_25))
            let request = session.request("tools/list").with(method: method, target: "/mcp")
            let answer = try await session.client.send(request.with("MCP-Protocol-Version", "2026-07-28"))
            #expect(answer.status == 405)
            #expect(answer.raw.fields["allow"] == "POST")
            #expect(try await session.call("tools/list").status == 200)
        }
    }

    @Test("another revision than the agreed one: 400")
    func wrongRevision() async throws {
        try await withTalkingServer(endpoint: .withSessions) { server, _ in
            let session = try await SessionClient(server.anybody.speaking(.v2025_11_25))
            let request = session.request("tools/list")
            #expect(
                try await session.client.send(request.with("MCP-Protocol-Version", "2025-06-18")).status == 400)
            #expect(try await session.client.send(request.with("MCP-Protocol-Version", nil)).status == 200)
        }
    }

    @Test(
        "GET and DELETE in another version, an unserved one or two: 400, and the session goes on",
        arguments: ["GET", "DELETE"])
    func wrongRevisionWithoutBody(_ method: String) async throws {
        try await withTalkingServer(endpoint: .withSessions) { server, _ in
            let session = try await SessionClient(server.anybody.speaking(.v2025_11_25))
            var request = session.request("ping").with(method: method, target: "/mcp")
            request.body = []
            request.set("Accept", "text/event-stream")
            for version in ["2025-06-18", "2025-03-26", "2024-11-05", "latest", ""] {
                let refused = try await session.client.send(request.with("MCP-Protocol-Version", version))
                #expect(refused.status == 400, "\(version)")
            }
            let twice = request.adding("MCP-Protocol-Version", "2025-11-25")
            #expect(try await session.client.send(twice).status == 400)
            #expect(try await session.call("ping").status == 200)
        }
    }

    @Test("DELETE ends it, and nothing in it works any more")
    func delete() async throws {
        try await withTalkingServer(endpoint: .withSessions) { server, _ in
            let session = try await SessionClient(server.anybody.speaking(.v2025_11_25))
            let stream = try await session.listen()
            #expect(try await stream.readHead().status == 200)
            #expect(try await session.end().status == 204)
            #expect(try await session.end().status == 404)
            #expect(try await session.call("tools/list").status == 404)
            #expect(try await stream.nextEvent() == nil)
        }
    }

    @Test("one that nobody uses ends by itself")
    func idle() async throws {
        var endpoint = MCPEndpoint.Configuration.withSessions
        endpoint.sessions?.idleTime = .milliseconds(300)
        try await withTalkingServer(endpoint: endpoint) { server, _ in
            let session = try await SessionClient(server.anybody.speaking(.v2025_11_25))
            #expect(try await session.call("ping").status == 200)
            try await Task.sleep(for: .milliseconds(700))
            #expect(try await session.call("ping").status == 404)
        }
    }

    @Test("there are only so many, for one caller and in all")
    func bounded() async throws {
        var endpoint = MCPEndpoint.Configuration.withSessions
        endpoint.sessions?.maximum = 3
        endpoint.sessions?.maximumPerCaller = 2
        try await withTalkingServer(endpoint: endpoint) { server, _ in
            let client = server.anybody.speaking(.v2025_11_25)
            let first = try await SessionClient(client)
            _ = try await SessionClient(client)
            let params: JSONObject = ["protocolVersion": "2025-11-25"]
            #expect(try await client.call("initialize", params).status == 503)
            let other = client.with(token: "somebody-else")
            _ = try await SessionClient(other)
            #expect(try await other.call("initialize", params).status == 503)
            _ = try await first.end()
            _ = try await SessionClient(client)
        }
    }

    @Test("the stateless revision knows nothing of them")
    func stateless() async throws {
        try await withTalkingServer(endpoint: .withSessions) { server, _ in
            let client = server.anybody
            let answer = try await client.send(client.request("tools/list").with("Mcp-Session-Id", "no-such"))
            #expect(answer.status == 200)
            #expect(answer["Mcp-Session-Id"] == nil)
        }
    }

    @Test("switched off, there is no GET, no DELETE and no id")
    func off() async throws {
        try await withTalkingServer { server, _ in
            let client = server.anybody.speaking(.v2025_11_25)
            let answer = try await client.call("initialize", ["protocolVersion": "2025-11-25"])
            #expect(answer["Mcp-Session-Id"] == nil)
            #expect(answer.result?["capabilities"] == ["tools": [:]])
            for method in ["GET", "DELETE"] {
                let refused = try await client.send(client.request("ping").with(method: method))
                #expect(refused.status == 405)
                #expect(refused["Allow"] == "POST")
            }
        }
    }
}
