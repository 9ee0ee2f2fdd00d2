//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Testing

/// Messages as JSON-RPC 2.0 and MCP have them (requirements F50 to F53).
@Suite("JSON-RPC messages")
struct JSONRPCMessageTests {
    @Test("a request, a notification and an answer are told apart")
    func kinds() throws {
        let request: JSONValue = ["jsonrpc": "2.0", "id": "a", "method": "m", "params": ["x": 1]]
        #expect(
            try JSONRPCMessage(request) == .request(JSONRPCRequest(id: .string("a"), method: "m", params: ["x": 1])))
        #expect(try JSONRPCMessage(["jsonrpc": "2.0", "method": "m"]) == .notification(method: "m", params: [:]))
        #expect(
            try JSONRPCMessage(["jsonrpc": "2.0", "id": 3, "result": [:]]) == .response(.integer(3), .success([:])))
        #expect(
            try JSONRPCMessage(["jsonrpc": "2.0", "id": 3, "error": [:]])
                == .response(.integer(3), .failure(JSONRPCError(code: -32603, message: ""))))
    }

    @Test("an id is a string or an integer, and comes out as it went in")
    func ids() {
        for value: JSONValue in ["", "a", 0, -1, .integer(.max), .integer(.min)] {
            #expect(RequestID(value)?.json == value)
        }
        for value: JSONValue in [nil, true, 1.5, 1.0, [], [:]] { #expect(RequestID(value) == nil) }
        #expect(RequestID("1") != RequestID(1))
    }

    @Test("a fault tells the id where that could be read")
    func faults() throws {
        let withID: [JSONValue] = [
            ["id": 1, "method": "m"], ["jsonrpc": "2.0", "id": 1], ["jsonrpc": "2.0", "id": 1, "method": 2],
            ["jsonrpc": "2.0", "id": 1, "method": "m", "params": []],
            ["jsonrpc": "2.0", "id": 1, "result": 1, "error": 1],
            ["jsonrpc": "2.0", "id": 1, "method": "m", "result": [:]],
            ["jsonrpc": "2.0", "id": 1, "method": "m", "error": [:]],
        ]
        let without: [JSONValue] = [
            [], nil, 1, "x", [:], ["jsonrpc": "2.0", "id": nil, "method": "m"], ["jsonrpc": "2.0", "result": 1],
            ["jsonrpc": "2.0", "id": 1.5, "result": 1], ["id": [1], "method": "m"],
        ]
        for (values, id) in [(withID, RequestID.integer(1)), (without, nil)] {
            for value in values {
                let fault = try #require(throws: JSONRPCFault.self) { try JSONRPCMessage(value) }
                #expect(fault.id == id)
                #expect(fault.error.code == -32600)
            }
        }
    }

    @Test("an answer has a result or an error, and no id where none could be read")
    func answers() {
        let good = JSONRPCResponse(id: .integer(1), outcome: .success(["a": 1]))
        #expect(good.json == ["jsonrpc": "2.0", "id": 1, "result": ["a": 1]])
        let bad = JSONRPCResponse(id: nil, error: JSONRPCError(code: -32700, message: "no", data: [1]))
        #expect(bad.json == ["jsonrpc": "2.0", "error": ["code": -32700, "message": "no", "data": [1]]])
        #expect(bad.json.objectValue?.names.contains("id") == false)
    }

    @Test("what a client sent is repeated short, in one line and without a token")
    func bounded() {
        let secret = APITokenSecret().exposed
        let hostile = "a\u{2028}\n\u{1B}" + String(repeating: "x", count: 10_000)
        #expect(JSONRPCError.methodNotFound(hostile).message.count < 300)
        #expect(!JSONRPCError.methodNotFound(hostile).message.contains("\n"))
        #expect(!JSONRPCError.methodNotFound(secret).message.contains(secret.dropFirst(12)))
    }
}
