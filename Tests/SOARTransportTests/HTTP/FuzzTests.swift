//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore
import TestSupport
import Testing

@testable import SOARAuth
@testable import SOARTransport

/// Whatever comes in: no crash, no 5xx, nothing that takes its time.
///
/// The seeds are fixed.
@Suite("Random input")
struct FuzzTests {
    private static let json = #"{}[]":,0123456789.eE+-truefalsn\u "jsonrpc""2.0""id""method""params""#
    private static let header = #"=?base64?ABCabc+/==?=,;q=0.1 application/json charset=utf-8*/* Bearer soar_"#

    @Test(
        "a message that can be read says the same when it is written and read again", arguments: 0..<4 as Range<UInt64>)
    func messages(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let value = JSONValue.random(using: &generator, depth: 4)
            let copy = try JSONParser.parse(value.encoded())
            #expect(copy == value)
            #expect((try? JSONRPCMessage(copy)) == (try? JSONRPCMessage(value)))
            var members = value.objectValue ?? [:]
            members["jsonrpc"] = "2.0"
            if let message = try? JSONRPCMessage(.object(members)), case .request(let request) = message {
                #expect(members["id"] == request.id.json)
                #expect(RequestID(request.id.json) == request.id)
            }
        }
    }

    @Test(
        "header values, media types, credentials and texts are read without a crash",
        arguments: 10..<14 as Range<UInt64>)
    func readers(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let text = generator.text(upTo: 60, from: Self.header)
            _ = MediaTypes.isJSON(text)
            _ = MediaTypes.acceptsJSON([text, generator.text(upTo: 20, from: Self.header)])
            _ = HostPolicy().accepts(authority: text)
            _ = HostPolicy().accepts(origin: "http://" + text)
            let decoded = HeaderSentinel.decode(text)
            let hasMarkers = text.hasPrefix("=?base64?") && text.hasSuffix("?=")
            #expect(hasMarkers || decoded == text)
            var request = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/mcp?token=" + text)
            let byQuery = Result { () throws(AuthenticationFailure) in
                try BearerCredentials(acceptsQueryToken: true).token(of: request)
            }
            request.headerFields[.authorization] = "Bearer " + text
            let byHeader = Result { () throws(AuthenticationFailure) in
                try BearerCredentials(acceptsQueryToken: true).token(of: request)
            }
            for result in [byQuery, byHeader] {
                switch result {
                case .success(let token): #expect(text.contains(token.exposed))
                case .failure(let failure): #expect([400, 401].contains(failure.status))
                }
            }
            #expect(text.bounded(to: 10).unicodeScalars.count <= 11 + TokenScrubber.replacement.count)
        }
    }

    @Test("a token is found in any text, and what is scrubbed stays as it is", arguments: 20..<24 as Range<UInt64>)
    func scrubber(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let token = APITokenSecret(using: &generator).exposed
            let before = generator.text(upTo: 30, from: "soar_eyJ.-_ abc \n/?=&\"")
            let after = generator.text(upTo: 30, from: "soar_eyJ.-_ abc \n/?=&\"")
            let scrubbed = TokenScrubber.scrub(before + token + after)
            #expect(!scrubbed.contains(token.dropFirst(12)))
            #expect(TokenScrubber.scrub(scrubbed) == scrubbed)
        }
    }

    /// The answer, which must come within a second; not always the first time, for other tests run beside.
    private func promptAnswer(to request: TestRequest, from server: TestServer) async throws -> TestAnswer {
        for _ in 0..<5 {
            let start = ContinuousClock.now
            let answer = try await server.client().send(request)
            if ContinuousClock.now - start < .seconds(1) { return answer }
        }
        Issue.record("No answer within a second to \(request.body)")
        return try await server.client().send(request)
    }

    @Test("random bytes as a body are 4xx within a second", arguments: 30..<33 as Range<UInt64>)
    func bodies(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        try await withTestServer(try .samples()) { server in
            for number in 0..<60 {
                var request = TestRequest(
                    generator.bytes(upTo: number.isMultiple(of: 10) ? 5000 : 200, from: Self.json),
                    token: TestServer.Setup.anyToken)
                request.set("MCP-Protocol-Version", ProtocolRevision.served.randomElement(using: &generator)?.rawValue)
                let answer = try await promptAnswer(to: request, from: server)
                #expect((400...499).contains(answer.status), "\(request.body)")
            }
        }
    }

    @Test("a good message with anything changed is never a 5xx", arguments: 40..<43 as Range<UInt64>)
    func mutations(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            let calls: [(String, JSONObject)] = [
                ("tools/list", [:]), ("tools/call", ["name": "list_playbooks_quick", "arguments": ["limit": 5]]),
                (
                    "tools/call",
                    ["name": "execute_playbook", "arguments": ["playbook_id": 7, "parameters": ["src": "a"]]]
                ),
                ("resources/read", ["uri": "soar://playbooks"]), ("initialize", ["protocolVersion": "2025-11-25"]),
            ]
            for number in 0..<80 {
                let (method, params) = calls[number % calls.count]
                let revision =
                    [nil, ProtocolRevision.v2026_07_28, .v2025_06_18].randomElement(using: &generator) ?? nil
                var request = client.speaking(revision).request(method, params)
                if number.isMultiple(of: 3) {
                    let name = calls[number % calls.count].1.names.first ?? "x"
                    let value = JSONValue.random(using: &generator, depth: 3)
                    request = client.speaking(revision).request(
                        method, params.merging(.init(dictionaryLiteral: (name, value))))
                } else {
                    for _ in 0..<Int.random(in: 1...3, using: &generator) {
                        let position = Int.random(in: request.body.indices, using: &generator)
                        request.body[position] = UInt8.random(in: .min ... .max, using: &generator)
                    }
                }
                let answer = try await promptAnswer(to: request, from: server)
                #expect((200...499).contains(answer.status))
                #expect(answer.json != nil || answer.status == 202)
            }
        }
    }
}

extension JSONValue {
    /// A value that looks a bit like a message.
    fileprivate static func random(using generator: inout SeededGenerator, depth: Int) -> JSONValue {
        let words = [
            "jsonrpc", "2.0", "id", "method", "params", "result", "error", "_meta", "name", "", "é\u{2028}", "\"\\\n",
        ]
        func word() -> String { words.randomElement(using: &generator) ?? "" }
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int64.random(in: .min ... .max, using: &generator))
        case 3: return .double(Double.random(in: -1e12...1e12, using: &generator) + 0.5)
        case 4, 5: return .string(word())
        case 6:
            return .array(
                (0..<Int.random(in: 0..<4, using: &generator)).map { _ in random(using: &generator, depth: depth - 1) })
        default:
            var members = JSONObject()
            for _ in 0..<Int.random(in: 0..<6, using: &generator) {
                members[word()] = random(using: &generator, depth: depth - 1)
            }
            return .object(members)
        }
    }
}
