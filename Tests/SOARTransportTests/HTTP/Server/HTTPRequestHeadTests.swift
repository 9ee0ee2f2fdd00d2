//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import NIOHTTP1
import NIOHTTPTypesHTTP1
import Testing

@testable import SOARTransport

@Suite("A request's head in HTTP types")
struct HTTPRequestHeadTests {
    @Test(
        "is what the library makes of it, whatever the target and the fields",
        arguments: [
            "/mcp", "/", "/mcp?token=a&b=%20", "//mcp", "/a:b", "/%6dcp", "/x?http://a/b", "http://h.example/mcp?x=1",
            "http://h.example", "https://h.example?x", "/a?b?c#", "/[x]", "/{}|",
        ], [true, false])
    func sameAsTheLibrary(_ target: String, _ isEncrypted: Bool) throws {
        let fields: [[(String, String)]] = [
            [("Host", "h.example")], [],
            [
                ("Accept", "a/b"), ("hOST", "h.example:8000"), ("accept", "c/d"), ("Cookie", "a=b; c=d"),
                ("X-Text", " ä\t"), ("MCP-Protocol-Version", "2026-07-28"), ("bad name", "x"), ("Empty", ""),
            ],
        ]
        for fields in fields {
            for method: HTTPMethod in [.GET, .POST, .DELETE, .OPTIONS, .RAW(value: "PURR")] {
                let head = HTTPRequestHead(
                    version: .http1_1, method: method, uri: target, headers: HTTPHeaders(fields))
                let ours = try HTTPRequest(head, isEncrypted: isEncrypted)
                let theirs = try HTTPRequest(head, secure: isEncrypted, splitCookie: false)
                #expect(ours == theirs)
                #expect(ours.headerFields.map(\.name.rawName) == theirs.headerFields.map(\.name.rawName))
            }
        }
    }

    @Test("has no method that is none")
    func unknownMethod() {
        let head = HTTPRequestHead(version: .http1_1, method: .RAW(value: "A B"), uri: "/")
        #expect(throws: (any Error).self) { try HTTPRequest(head, isEncrypted: false) }
    }
}
