//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("A message of a server, held to the official schema") struct MessageCheckTests {
    @Test("is accepted where it is sound, in every revision", arguments: SampleMessage.all)
    func sound(_ message: SampleMessage) {
        #expect(message.problems == [])
    }

    @Test("is accepted without knowing what it answers", arguments: SampleMessage.all)
    func soundWithoutMethod(_ message: SampleMessage) {
        let problems = MessageTap.check(serverMessage: message.json, revision: message.revision, answering: nil)
        #expect(problems == [])
    }

    @Test("must not have a member that nobody knows, wherever that is", arguments: SampleMessage.all)
    func unknownMembers(_ message: SampleMessage) {
        #expect(!message.with(["extra"], 1).problems.isEmpty)
        for part in ["result", "error"] where message.json[part] != nil {
            #expect(!message.with([part, "extra"], 1).problems.isEmpty)
        }
        // Params of these may hold anything in the oldest revisions.
        if let params = message.json["params"], params["uri"] != nil || params["progress"] != nil {
            #expect(!message.with(["params", "extra"], 1).problems.isEmpty)
        }
    }

    @Test("must say that it is JSON-RPC 2.0", arguments: SampleMessage.all)
    func version(_ message: SampleMessage) {
        #expect(!message.with(["jsonrpc"], nil).problems.isEmpty)
        #expect(!message.with(["jsonrpc"], "1.0").problems.isEmpty)
    }

    @Test("has an id that is a text or an integer", arguments: SampleMessage.all.filter { $0.json["id"] != nil })
    func id(_ message: SampleMessage) {
        #expect(!message.with(["id"], .null).problems.isEmpty)
        #expect(!message.with(["id"], 1.5).problems.isEmpty)
    }

    @Test("must be of its revision", arguments: ProtocolRevision.served)
    func otherRevisions(_ revision: ProtocolRevision) {
        for other in ProtocolRevision.served where other.isStateless != revision.isStateless {
            let list = SampleMessage.result(revision, "tools/list", ["tools": [SampleMessage.tool(.v2025_03_26)]])
            let moved = SampleMessage(revision: other, method: "tools/list", json: list.json)
            #expect(list.problems == [])
            #expect(!moved.problems.isEmpty)
        }
    }

    @Test("of the stateless revision must not be a request", arguments: ["ping", "roots/list"])
    func statelessRequests(_ method: String) {
        #expect(!SampleMessage.request(.v2026_07_28, method).problems.isEmpty)
    }

    @Test("is a finding where its method is unknown or has gone") func methods() {
        #expect(!SampleMessage.result(.v2026_07_28, "ping", [:]).problems.isEmpty)
        #expect(!SampleMessage.result(.v2026_07_28, "initialize", [:]).problems.isEmpty)
        #expect(!SampleMessage.result(.v2025_11_25, "server/discover", [:]).problems.isEmpty)
        #expect(!SampleMessage.result(.v2025_11_25, "tools/other", [:]).problems.isEmpty)
        #expect(!SampleMessage.notification(.v2025_11_25, "other").problems.isEmpty)
        #expect(!SampleMessage.notification(.v2025_11_25, "subscriptions/acknowledged").problems.isEmpty)
        #expect(!SampleMessage.request(.v2025_11_25, "tools/list").problems.isEmpty)
        #expect(!SampleMessage.request(.v2025_03_26, "elicitation/create").problems.isEmpty)
    }

    @Test("that is no object is a finding", arguments: [.null, 5, "x", [], [[:]]] as [JSONValue])
    func kinds(_ value: JSONValue) {
        for revision in ProtocolRevision.served {
            #expect(!MessageTap.check(serverMessage: value, revision: revision, answering: "tools/list").isEmpty)
        }
    }

    @Test("of a revision that is not served is a finding") func unknownRevision() {
        let revision = ProtocolRevision(rawValue: "2020-01-01")
        #expect(!SampleMessage.result(revision, "tools/list", ["tools": []]).problems.isEmpty)
    }

    @Test("is told with its place in the schema") func place() {
        let message = SampleMessage.result(.v2025_11_25, "tools/call", ["content": [], "structuredContent": [1]])
        #expect(message.problems.count == 1)
        #expect(message.problems[0].hasPrefix("CallToolResult at /structuredContent: "))
    }

    @Test("costs less than a millisecond") func time() {
        for message in SampleMessage.all { _ = message.problems }
        let time = ContinuousClock().measure {
            for _ in 0..<5 { for message in SampleMessage.all { _ = message.problems } }
        }
        #expect(time / (5 * SampleMessage.all.count) < .milliseconds(1))
    }
}
