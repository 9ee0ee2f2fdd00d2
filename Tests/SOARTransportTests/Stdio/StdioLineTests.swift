//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Whatever a client writes, it gets an answer that it can read, and the next line is none the worse.
@Suite("What comes on standard input")
struct StdioLineTests {
    @Test("a byte at a time")
    func trickle() async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            let lines = client.line(.modern("tools/call", ["name": "count", "arguments": ["to": 2]], id: "é字"))
            for byte in lines {
                try await client.send(bytes: [byte])
                await Task.yield()
            }
            #expect(try await client.answer("é字").toolText == "counted to 2")
        }
    }

    @Test(
        "what is no message is told so, without an id, and the next one is answered",
        arguments: [
            ("garbage", -32700), ("{", -32700), ("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}", -32700),
            ("\u{FEFF}{}", -32700), ("\"\\ud800\"", -32700), (String(repeating: "[", count: 100_000), -32700),
            ("\0\0\0", -32700), ("Content-Length: 12\r", -32700), ("{} {}", -32700), ("1", -32600), ("null", -32600),
            ("[]", -32600), ("{}", -32600), ("{\"jsonrpc\":\"1.0\",\"method\":\"ping\"}", -32600),
            ("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", -32600),
            ("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}", -32600),
        ] as [(String, Int64)])
    func garbage(_ line: String, _ code: Int64) async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            try await client.send(bytes: Array(line.utf8) + [10])
            let answer = try await client.next()
            #expect(answer?.code == code)
            #expect(answer?["id"] == nil)
            #expect(try await client.legacy("ping")["result"] == [:])
        }
    }

    @Test("bytes that are no UTF-8")
    func encoding() async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            try await client.send(
                bytes: Array("{\"jsonrpc\":\"2.0\",\"id\":\"".utf8) + [0xC3, 0x28] + Array("\"}\n".utf8))
            #expect(try await client.next()?.code == -32700)
            try await client.send(bytes: [0xFF, 0xFE, 10])
            #expect(try await client.next()?.code == -32700)
            #expect(try await client.legacy("ping")["result"] == [:])
        }
    }

    @Test("what has an id is told so under its id")
    func named() async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            try await client.send(["jsonrpc": "2.0", "id": 5, "method": 7])
            #expect(try await client.answer(5).code == -32600)
            try await client.send(["jsonrpc": "2.0", "id": "x", "method": "ping", "params": []])
            #expect(try await client.answer("x").code == -32600)
        }
    }

    @Test("blank lines, line ends of another system, and a last line without an end")
    func ends() async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            try await client.send(bytes: "\n\r\n   \t\n".utf8)
            try await client.send(bytes: client.line(.request("ping", id: 1)).dropLast() + [13, 10])
            #expect(try await client.next()?["id"] == 1)
            try await client.send(bytes: client.line(.request("ping", id: 2)).dropLast())
            client.closeInput()
            #expect(try await client.rest().map { $0["id"] } == [2])
        }
    }

    @Test("a line that is too long is passed over to its end", arguments: [1, 30])
    func long(_ mebibytes: Int) async throws {
        var setup = try StdioSetup()
        setup.configuration.maximumLineBytes = 512 * 1024
        try await withStdio(setup) { running in
            let client = running.client
            let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1024 * 1024)
            try await client.send(bytes: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"".utf8)
            for _ in 0..<mebibytes { try await client.send(bytes: piece) }
            #expect(try await client.isQuiet(for: .milliseconds(20)))
            try await client.send(bytes: "\"}\n".utf8)
            let answer = try await client.next()
            #expect(answer?.code == -32700)
            #expect(answer?["id"] == nil)
            #expect(try await client.legacy("ping")["result"] == [:])
        }
    }

    @Test("a line that is as long as it may be, there and back")
    func huge() async throws {
        var setup = try StdioSetup { Tool.echo }
        setup.configuration.maximumLineBytes = 1_000_400
        try await withStdio(setup) { running in
            let text = JSONValue.string(String(repeating: "ü\n", count: 250_000))
            let answer = try await running.client.modern("tools/call", ["name": "echo", "arguments": ["text": text]])
            #expect(answer["result"]?["structuredContent"]?["text"] == text)
        }
    }
}
