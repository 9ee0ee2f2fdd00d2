//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Bodies beyond the limits (requirement A10, "Bad input").
@Suite("Limits of a body")
struct BodyLimitTests {
    private func setup() throws -> TestServer.Setup {
        var setup = try TestServer.Setup.samples()
        setup.endpoint.maximumBodyBytes = 64 * 1024
        return setup
    }

    @Test("an announced length beyond the limit is 413 before anything is read, and the connection ends")
    func announced() async throws {
        try await withTestServer(try setup()) { server in
            for length in ["65537", "4194305", "99999999999"] {
                let connection = try RawClient(port: server.port)
                let request = TestRequest(token: TestServer.Setup.anyToken).with("Content-Length", length)
                try await connection.send(request.bytes)
                let answer = try await connection.readAnswer(timeout: .seconds(2))
                #expect(answer.status == 413)
                #expect(answer.fields["connection"] == "close")
            }
        }
    }

    @Test("a body in chunks that grows beyond the limit is 413")
    func chunked() async throws {
        try await withTestServer(try setup()) { server in
            let connection = try RawClient(port: server.port)
            let request = TestRequest(token: TestServer.Setup.anyToken).with("Transfer-Encoding", "chunked")
            try await connection.send(request.bytes)
            let chunk = "1000\r\n" + String(repeating: " ", count: 0x1000) + "\r\n"
            for _ in 0..<20 { try await connection.send(chunk) }
            #expect(try await connection.readAnswer(timeout: .seconds(2)).status == 413)
        }
    }

    @Test("a body right at the limit is read, in one piece and in chunks")
    func atLimit() async throws {
        try await withTestServer(try setup()) { server in
            let json = server.anybody.request("tools/list").body
            let body = json + [UInt8](repeating: 0x20, count: 64 * 1024 - json.count)
            var request = server.anybody.request("tools/list")
            request.body = body
            #expect(try await server.client().send(request).status == 200)
            let connection = try RawClient(port: server.port)
            var chunked = request.with("Transfer-Encoding", "chunked")
            chunked.body = Array("10000\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8)
            try await connection.send(chunked.bytes)
            #expect(try await connection.readAnswer().status == 200)
            request.body = body + [0x20]
            #expect(try await server.client().send(request).status == 413)
        }
    }

    @Test("who has no token is told so, however long the body is to be")
    func stranger() async throws {
        try await withTestServer(try setup()) { server async throws in
            let request = TestRequest().with("Content-Length", "99999999999")
            #expect(try await server.client().send(request).status == 401)
        }
    }

    @Test("the limit is 4 MiB where nothing is said")
    func standard() async throws {
        #expect(MCPEndpoint.Configuration().maximumBodyBytes == 4 * 1024 * 1024)
        try await withTestServer(try .samples()) { server async throws in
            let text = JSONValue.string(String(repeating: "a", count: 3_900_000))
            #expect(try await server.anybody.tool("K", ["text": text]).status == 200)
            let request = TestRequest(token: TestServer.Setup.anyToken).with("Content-Length", "4194305")
            #expect(try await server.client().send(request).status == 413)
        }
    }

    @Test("what is too deep, has too many values or is not UTF-8 is 400 and -32700")
    func structure() async throws {
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        let wide = "[" + String(repeating: "0,", count: 200_001) + "0]"
        let bodies: [[UInt8]] = [
            Array(deep.utf8), Array(String(repeating: "[", count: 60_000).utf8), Array(wide.utf8), [0xFF, 0xFE],
            Array("\"".utf8) + [0xC0, 0x80] + Array("\"".utf8), [0xED, 0xA0, 0x80], [0], [],
        ]
        try await withTestServer(try .samples()) { server in
            for body in bodies {
                let answer = try await server.client().send(TestRequest(body, token: TestServer.Setup.anyToken))
                #expect(answer.status == 400)
                #expect(answer.code == -32700)
                #expect(answer.json?["id"] == nil)
            }
        }
    }
}
