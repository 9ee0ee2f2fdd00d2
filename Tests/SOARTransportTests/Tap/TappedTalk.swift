//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport

/// What one connection carries, for a tap to listen to.
struct TappedTalk {
    /// The answer of a server, with its framing.
    struct Answer {
        var status = 200
        var type: String? = "application/json"
        var fields: [String] = []
        var body: String
        var isChunked = false

        var text: String {
            let lines = ["HTTP/1.1 \(status) X"] + fields + (type.map { ["Content-Type: \($0)"] } ?? [])
            guard isChunked else {
                let all = lines + ["Content-Length: \(body.utf8.count)", "", ""]
                return all.joined(separator: "\r\n") + body
            }
            // Chunks of seven bytes: no line and no character has a right to stay in one piece.
            let bytes = Array(body.utf8)
            let chunks = stride(from: 0, to: bytes.count, by: 7).map { start in
                let part = bytes[start..<min(start + 7, bytes.count)]
                return Array("\(String(part.count, radix: 16));x=1\r\n".utf8) + part + Array("\r\n".utf8)
            }
            let head = (lines + ["Transfer-Encoding: chunked", "", ""]).joined(separator: "\r\n")
            return head + String(decoding: chunks.flatMap(\.self), as: UTF8.self) + "0\r\n\r\n"
        }

        static func json(_ json: JSONValue, status: Int = 200) -> Answer {
            Answer(status: status, body: String(decoding: json.encoded(), as: UTF8.self))
        }

        static func events(_ messages: [JSONValue], event: String? = nil) -> Answer {
            let blocks = messages.map { message in
                (event.map { "event: \($0)\n" } ?? "") + "data: "
                    + String(decoding: message.encoded(), as: UTF8.self) + "\n\n"
            }
            return Answer(
                type: "text/event-stream; charset=utf-8", body: ": hello\n\n" + blocks.joined(), isChunked: true)
        }
    }

    var tap = MessageTap()

    /// What the tap finds in an answer, once it comes in one piece and once byte by byte.
    mutating func findings(_ request: TestRequest?, _ answer: Answer) -> [MessageTap.Finding] {
        var slow = tap
        if let request {
            tap.sent(request.bytes)
            for byte in request.bytes { slow.sent([byte]) }
        }
        let bytes = Array(answer.text.utf8)
        let found = tap.received(bytes)
        let foundSlowly = bytes.flatMap { slow.received([$0]) }
        return found == foundSlowly ? found : found + foundSlowly
    }

    /// What a tap finds on a connection with one request.
    static func findings(_ request: TestRequest?, _ answer: Answer) -> [MessageTap.Finding] {
        var talk = TappedTalk()
        return talk.findings(request, answer)
    }

    static func request(
        _ method: String, _ revision: ProtocolRevision?, id: JSONValue? = 1, params: JSONObject = [:]
    ) -> TestRequest {
        MCPTestClient(port: 1).speaking(revision).request(method, params, id: id)
    }

    static func post(_ body: JSONValue, _ revision: ProtocolRevision?) -> TestRequest {
        MCPTestClient(port: 1).speaking(revision).request(body)
    }
}
