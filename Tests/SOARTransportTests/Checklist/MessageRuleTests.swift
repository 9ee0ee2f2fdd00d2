//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Headers, `_meta` and error codes (requirements C25, F52, F54).
@Suite("Messages by the rules")
struct MessageRuleTests {
    @Test("a name header that is there twice is refused, whatever it says")
    func repeatedName() async throws {
        try await withTestServer(try .samples()) { server in
            let client = server.anybody
            for (method, params, name) in [
                ("tools/call", ["name": "echo"], "echo"), ("resources/read", ["uri": "test://text"], "test://text"),
            ] as [(String, JSONObject, String)] {
                let answer = try await client.send(client.request(method, params).adding("Mcp-Name", name))
                #expect(answer.status == 400)
                #expect(answer.code == -32020)
            }
        }
    }

    @Test("what is in _meta beside what is known is passed over, reserved or not", arguments: ProtocolRevision.served)
    func unknownMeta(_ revision: ProtocolRevision) async throws {
        let unknown: JSONObject = [
            "io.modelcontextprotocol/none": ["a": 1], "dev.mcp/none": nil, "com.example/own": [1], "traceparent": 5,
            "tracestate": "x=1", "baggage": [:], "": true,
        ]
        try await withTestServer(try .samples()) { server in
            let client = server.anybody.speaking(revision)
            let answer = try await client.send(client.toolRequest("echo", ["text": "a"], meta: unknown))
            #expect(answer.status == 200)
            #expect(answer.textJSON == ["text": "a"])
            for name in unknown.names { #expect(answer.result?["_meta"]?[name] == nil) }
        }
    }

    @Test("no error code stands in the sources that the protocol does not have")
    func codes() throws {
        // -32002 is for the revisions with a handshake; the test of unknown resources shows that.
        let allowed: Set = [-32700, -32600, -32601, -32602, -32603, -32020, -32021, -32022, -32002]
        let root = URL(filePath: #filePath).appending(path: "../../../../Sources/SOARTransport").standardized
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        var found: Set<Int> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { continue }
                for match in line.matches(of: /-3[23]\d{3}/) { found.insert(try #require(Int(match.output))) }
            }
        }
        #expect(found == allowed)
    }
}
