//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("A tap on a connection") struct MessageTapTests {
    private let list = SampleMessage.result(.v2025_11_25, "tools/list", ["tools": [SampleMessage.tool(.v2025_11_25)]])
    private let progress = SampleMessage.notification(.v2025_11_25, "progress", ["progressToken": 1, "progress": 1])
    private static let parseError: JSONValue = ["jsonrpc": "2.0", "error": ["code": -32_700, "message": "no"]]

    private func request(_ revision: ProtocolRevision? = .v2025_11_25) -> TestRequest {
        TappedTalk.request("tools/list", revision)
    }

    @Test("accepts sound answers, as a body and as events", arguments: ProtocolRevision.served)
    func sound(_ revision: ProtocolRevision) {
        for message in SampleMessage.sound(in: revision) where message.method != nil {
            let request = TappedTalk.request(message.method ?? "", revision)
            #expect(TappedTalk.findings(request, .json(message.json)) == [])
            let told = SampleMessage.notification(revision, "progress", ["progressToken": 1, "progress": 1])
            #expect(TappedTalk.findings(request, .events([told.json, message.json], event: "message")) == [])
        }
    }

    @Test("finds a fault in a body and in every event of a stream") func faults() {
        let bad = list.with(["result", "tools", "0", "inputSchema"], nil).json
        let badProgress = progress.with(["params", "progressToken"], nil).json
        #expect(TappedTalk.findings(request(), .json(bad)).count == 1)
        #expect(TappedTalk.findings(request(), .events([bad])).count == 1)
        #expect(
            TappedTalk.findings(request(), .events([badProgress, progress.json, badProgress, list.json])).count == 2)
    }

    @Test("tells revision, place and message in at most 500 characters") func words() throws {
        let bad = list.with(["result", "extra"], .string(String(repeating: "x", count: 1000))).json
        let finding = try #require(TappedTalk.findings(request(), .json(bad)).first)
        #expect(finding.revision == .v2025_11_25)
        #expect(finding.description.hasPrefix("A message breaks 2025-11-25: ListToolsResult at /extra: "))
        #expect(finding.description.count == 500)
    }

    @Test("takes the revision from the body, the header, or takes the assumed one") func revisions() {
        let new = SampleMessage.result(.v2026_07_28, "tools/list", ["tools": []]).json
        let old = SampleMessage.result(.v2025_03_26, "tools/list", ["tools": [SampleMessage.tool(.v2025_03_26)]]).json
        #expect(TappedTalk.findings(request(.v2026_07_28), .json(new)) == [])
        #expect(TappedTalk.findings(request(.v2026_07_28).with("MCP-Protocol-Version", nil), .json(new)) == [])
        #expect(TappedTalk.findings(request(nil), .json(old)) == [])
        #expect(TappedTalk.findings(request(nil), .json(list.json)).count == 1)
        #expect(TappedTalk.findings(request(nil), .json(new)).count == 1)
        let mixed = request(.v2026_07_28).with("MCP-Protocol-Version", "2025-11-25")
        #expect(TappedTalk.findings(mixed, .json(list.json)) == [])
        #expect(TappedTalk.findings(mixed, .json(new)).count == 1)
        #expect(TappedTalk.findings(request().with("MCP-Protocol-Version", "2025-11-25 "), .json(list.json)) == [])
        let unserved = request(.v2025_11_25).with("MCP-Protocol-Version", "2020-01-01")
        let answer = SampleMessage.error(.v2026_07_28, -32_022).json
        #expect(TappedTalk.findings(unserved, .json(answer, status: 400)).map(\.revision) == [.v2026_07_28])
    }

    @Test("takes the revision of a handshake from the answer, and keeps it for the session") func handshake() {
        var params: JSONObject = ["protocolVersion": "2025-11-25"]
        let request = TappedTalk.request("initialize", nil, params: params)
        let session = "tap-\(UInt64.random(in: 0 ... .max))"
        for revision in ProtocolRevision.served where !revision.isStateless {
            let agreed = SampleMessage.sound(in: revision).first { $0.method == "initialize" }
            var answer = TappedTalk.Answer.json(agreed?.json ?? .null)
            answer.fields = ["Mcp-Session-Id: \(session)"]
            #expect(TappedTalk.findings(request, answer) == [])
            let tools = SampleMessage.result(revision, "tools/list", ["tools": [SampleMessage.tool(revision)]])
            let inSession = TappedTalk.request("tools/list", nil).with("Mcp-Session-Id", session)
            #expect(TappedTalk.findings(inSession, .json(tools.json)) == [])
        }
        params["protocolVersion"] = "2026-07-28"
        let newest = SampleMessage.result(.v2025_11_25, "initialize", ["protocolVersion": "2026-07-28"])
        #expect(!TappedTalk.findings(TappedTalk.request("initialize", nil, params: params), .json(newest.json)).isEmpty)
    }

    @Test("wants the answer to have the request's id", arguments: [2, "1", 1.0, .null, nil] as [JSONValue?])
    func ids(_ id: JSONValue?) {
        #expect(!TappedTalk.findings(request(), .json(list.with(["id"], id).json)).isEmpty)
        #expect(!TappedTalk.findings(request(), .events([list.with(["id"], id).json])).isEmpty)
    }

    @Test("wants a proper error for what can't be read", arguments: [ProtocolRevision?.none] + ProtocolRevision.served)
    func unreadable(_ revision: ProtocolRevision?) {
        var request = request(revision)
        request.body = Array("{nonsense".utf8)
        #expect(TappedTalk.findings(request, .json(Self.parseError, status: 400)) == [])
        var bad = Self.parseError.objectValue ?? [:]
        bad["id"] = .null
        #expect(!TappedTalk.findings(request, .json(.object(bad), status: 400)).isEmpty)
        let result: JSONValue = ["jsonrpc": "2.0", "id": 1, "result": ["tools": []]]
        #expect(!TappedTalk.findings(request, .json(result)).isEmpty)
    }

    @Test("wants a proper error before any request came, and where the head is no HTTP") func nothingSent() {
        let bad: JSONValue = ["jsonrpc": "2.0", "id": .null, "error": ["code": -32_700, "message": "no"]]
        #expect(TappedTalk.findings(nil, .json(Self.parseError, status: 400)) == [])
        #expect(TappedTalk.findings(nil, .json(bad, status: 400)).map(\.revision) == [.v2026_07_28])
        var talk = TappedTalk()
        talk.tap.sent(Array("nonsense\r\n\r\n".utf8))
        #expect(talk.findings(nil, .json(bad, status: 400)).count == 1)
    }

    @Test("accepts an error of either revision where header and body disagree") func disagreement() {
        let request = request(.v2026_07_28).with("MCP-Protocol-Version", "2025-11-25")
        let mismatch = SampleMessage.error(.v2026_07_28, -32_020).json
        let old = SampleMessage.error(.v2025_11_25, -32_002).json
        let other = SampleMessage.error(.v2025_11_25, -32_602).with(["error", "extra"], 1).json
        #expect(TappedTalk.findings(request, .json(mismatch, status: 400)) == [])
        #expect(TappedTalk.findings(request, .json(old, status: 400)) == [])
        #expect(TappedTalk.findings(request, .json(other, status: 400)).count == 1)
    }
}
