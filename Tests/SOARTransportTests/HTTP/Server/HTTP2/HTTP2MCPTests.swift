//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import NIOCore
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// MCP is the same over HTTP/2 as over HTTP/1.1.
@Suite("MCP over HTTP/2", .enabled(if: SelfSignedCertificate.canBeMade))
struct HTTP2MCPTests {
    private static func withServer(
        _ setup: TestServer.Setup = TestServer.Setup(), _ body: @escaping (TestServer, HTTP2Peer) async throws -> Void
    ) async throws {
        try await SelfSignedCertificate.with { made in
            let files = CertificateFiles(certificatePath: made.certificatePath, keyPath: made.keyPath)
            var setup = setup
            setup.certificate = try ServerCertificate(files)
            try await withTestServer(setup) { server in
                try await body(server, try await HTTP2Peer(port: server.port))
            }
        }
    }

    @Test("a tool is called with a real token, and recorded with the peer's address; without one it is 401")
    func tool() async throws {
        try await Self.withServer { server, peer in
            let client = try await server.client(named: "worker")
            let answer = await peer.ask(1, client.toolRequest("list_playbooks_quick"))
            #expect(answer.status == 200, "\(answer.body)")
            #expect(answer.body.contains("structuredContent"))
            let records = try await server.records()
            #expect(records.last?.peer?.contains("127.0.0.1") == true, "\(records)")
            let nobody = await peer.ask(3, client.toolRequest("list_playbooks_quick").with("Authorization", nil))
            #expect(nobody.status == 401)
            #expect(nobody.fields["www-authenticate"] != nil)
            let strange = client.toolRequest("list_playbooks_quick").with("Host", "evil.example")
            let refused = await peer.ask(5, strange)
            #expect(refused.status == 403 || refused.status == 421, "\(refused)")
        }
    }

    @Test("a trusted proxy says who the client is, any other peer doesn't", arguments: [true, false])
    func proxy(_ isTrusted: Bool) async throws {
        var setup = TestServer.Setup()
        if isTrusted { setup.endpoint.proxies = try TrustedProxies(["127.0.0.0/8"]) }
        try await Self.withServer(setup) { server, peer in
            let client = try await server.client(named: "worker")
            let request = client.toolRequest("list_playbooks_quick").adding("X-Forwarded-For", "203.0.113.7")
            let answer = await peer.ask(1, request)
            #expect(answer.status == 200)
            let address = try await server.records().last?.peer
            #expect((address?.contains("203.0.113.7") == true) == isTrusted, "\(address ?? "")")
        }
    }

    @Test("a stream of changes tells what changes, and RST_STREAM ends it while others go on")
    func subscription() async throws {
        var setup = TestServer.Setup()
        let token = "any-token-will-do"
        setup.verifier = StaticTokenVerifier([token: AccessToken(subject: "any", client: "any")])
        setup.endpoint.streams.maximumPerCaller = 1
        let offered = try MCPServer(name: "talking", version: "1") {
            Tool("old", description: "Old.") { _, _ in .text("old") }
        }
        setup.server = offered
        try await Self.withServer(setup) { server, peer in
            let client = server.client(token)
            let listen = client.request(
                "subscriptions/listen", ["notifications": ["toolsListChanged": true]], id: "listen")
            func open(_ stream: Int) async {
                await peer.send(HTTP2Frames.headers(stream, HTTP2Peer.fields(of: listen), ends: false))
                await peer.send(HTTP2Frames.data(stream, listen.body, ends: true))
            }
            await open(1)
            #expect(await peer.wait { $0.answers[1]?.body.contains("acknowledged") == true })
            #expect(peer.now.answers[1]?.fields["content-type"] == "text/event-stream")
            try offered.add { Tool("new", description: "New.") { _, _ in .text("new") } }
            #expect(await peer.wait { $0.answers[1]?.body.contains("tools/list_changed") == true })
            await open(3)
            let second = await peer.answer(3)
            #expect(second.status != 200 || second.body.contains("error"), "\(second)")
            await peer.send(HTTP2Frames.reset(1))
            var stream = 5
            while stream < 400 {
                await open(stream)
                let current = stream
                #expect(await peer.wait { $0.answers[current]?.bytes.isEmpty == false })
                if peer.now.answers[current]?.body.contains("acknowledged") == true { break }
                stream += 2
            }
            #expect(stream < 400)
            let call = await peer.ask(stream + 2, client.toolRequest("old"))
            #expect(call.status == 200)
        }
    }
}
