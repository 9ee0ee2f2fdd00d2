//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Testing

@Suite("A fault in a message is found") struct MessageFaultTests {
    /// One deliberate fault.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sound: SampleMessage
        let path: [String]
        let value: JSONValue?

        init(_ name: String, _ sound: SampleMessage, _ path: String, _ value: JSONValue?) {
            testDescription = name
            self.sound = sound
            self.path = path.split(separator: "/").map(String.init)
            self.value = value
        }
    }

    static let faults = newest + older + both

    private static let new = ProtocolRevision.v2026_07_28
    private static let text: JSONValue = ["content": [["type": "text", "text": "x"]]]
    private static let newList = SampleMessage.result(new, "tools/list", ["tools": [SampleMessage.tool(new)]])
    private static let newCall = SampleMessage.result(new, "tools/call", text)
    private static let question = SampleMessage.result(
        new, "tools/call",
        ["resultType": "input_required", "inputRequests": ["q": ["method": "roots/list"]]])

    private static let newest = [
        Fault("no resultType", newCall, "result/resultType", nil),
        Fault("resultType of another word", newCall, "result/resultType", "done"),
        Fault("no ttlMs", newList, "result/ttlMs", nil),
        Fault("negative ttlMs", newList, "result/ttlMs", -1),
        Fault("ttlMs with a fraction", newList, "result/ttlMs", 1.5),
        Fault("no cacheScope", newList, "result/cacheScope", nil),
        Fault("cacheScope of another word", newList, "result/cacheScope", "shared"),
        Fault("ttlMs of a call", newCall, "result/ttlMs", 0),
        Fault("execution of a tool, which is gone", newList, "result/tools/0/execution", ["taskSupport": "optional"]),
        Fault("a question that asks nothing", question, "result/inputRequests", nil),
        Fault("a question of an unknown kind", question, "result/inputRequests/q/method", "tools/list"),
        Fault("a question inside JSON-RPC", question, "result/inputRequests/q/jsonrpc", "2.0"),
        Fault(
            "a question where none may be", .result(new, "completion/complete", ["completion": ["values": []]]),
            "result", ["resultType": "input_required", "requestState": "s"]),
        Fault("a result of a call that lists", newCall, "result", newList.json["result"]),
        Fault("an unserved version without what is served", .error(new, -32_022, data: versions), "error/data", nil),
        Fault("a missing capability without its name", .error(new, -32_021, data: capability), "error/data", [:]),
        Fault("an error code that is gone", .error(new, -32_603), "error/code", -32_002),
        Fault(
            "an end of a subscription that has no id",
            .result(new, "subscriptions/listen", ["_meta": ["io.modelcontextprotocol/subscriptionId": 1]]),
            "result/_meta", [:]),
    ]

    private static let versions: JSONValue = ["supported": ["2026-07-28"], "requested": "x"]
    private static let capability: JSONValue = ["requiredCapabilities": ["elicitation": [:]]]

    private static let oldest = ProtocolRevision.v2025_03_26
    private static let oldList = SampleMessage.result(oldest, "tools/list", ["tools": [SampleMessage.tool(oldest)]])
    private static let structured = SampleMessage.result(
        .v2025_11_25, "tools/call", ["content": [], "structuredContent": ["n": 1]])
    private static let elicitation = SampleMessage.request(
        .v2025_06_18, "elicitation/create",
        [
            "message": "m",
            "requestedSchema": ["type": "object", "properties": ["n": ["type": "string"], "m": ["type": "number"]]],
        ])

    private static let older = [
        Fault("structuredContent that is an array", structured, "result/structuredContent", [1]),
        Fault("resultType before there was one", structured, "result/resultType", "complete"),
        Fault("a title in 2025-03-26", oldList, "result/tools/0/title", "T"),
        Fault("an outputSchema in 2025-03-26", oldList, "result/tools/0/outputSchema", ["type": "object"]),
        Fault(
            "structuredContent in 2025-03-26", .result(oldest, "tools/call", text), "result/structuredContent", [:]),
        Fault(
            "a link in 2025-03-26", .result(oldest, "tools/call", text), "result/content/0",
            ["type": "resource_link", "uri": "soar://a", "name": "a"]),
        Fault(
            "icons in 2025-06-18",
            .result(.v2025_06_18, "tools/list", ["tools": [SampleMessage.tool(.v2025_06_18)]]), "result/tools/0/icons",
            [["src": "https://example.com/i.png"]]),
        Fault("ttlMs in 2025-03-26", oldList, "result/ttlMs", 0),
        Fault("an answer to ping that says something", .result(oldest, "ping", [:]), "result/pong", true),
        Fault("a form inside a form", elicitation, "params/requestedSchema/properties/n", ["type": "object"]),
        Fault("a form with other keywords", elicitation, "params/requestedSchema/additionalProperties", false),
        Fault(
            "a mode before there was one", elicitation, "params/mode", "form"),
        Fault("a request without params", elicitation, "params", nil),
    ]

    private static let both = ProtocolRevision.served.flatMap { revision in
        let list = SampleMessage.result(revision, "tools/list", ["tools": [SampleMessage.tool(revision)]])
        let call = SampleMessage.result(revision, "tools/call", text)
        let progress = SampleMessage.notification(revision, "progress", ["progressToken": 1, "progress": 1])
        let log = SampleMessage.notification(revision, "message", ["level": "info", "data": 1])
        let read = SampleMessage.result(
            revision, "resources/read", ["contents": [["uri": "soar://a", "blob": "AAAA"]]])
        let error = SampleMessage.error(revision, -32_602)
        return [
            Fault("\(revision): a tool without a schema", list, "result/tools/0/inputSchema", nil),
            Fault("\(revision): a schema of something else", list, "result/tools/0/inputSchema/type", "array"),
            Fault("\(revision): a cursor that is null", list, "result/nextCursor", .null),
            Fault("\(revision): no tools", list, "result/tools", nil),
            Fault("\(revision): a hint of another name", list, "result/tools/0/annotations/safe", true),
            Fault("\(revision): an unknown content type", call, "result/content/0/type", "video"),
            Fault("\(revision): a text that is none", call, "result/content/0/text", 5),
            Fault("\(revision): content that is no list", call, "result/content", "x"),
            Fault("\(revision): progress without its token", progress, "params/progressToken", nil),
            Fault("\(revision): progress in words", progress, "params/progress", "half"),
            Fault("\(revision): an unknown level", log, "params/level", "loud"),
            Fault("\(revision): a log without data", log, "params/data", nil),
            Fault("\(revision): what is no Base64", read, "result/contents/0/blob", "A"),
            Fault("\(revision): a relative address", read, "result/contents/0/uri", "no address"),
            Fault("\(revision): neither text nor blob", read, "result/contents/0/blob", nil),
            Fault("\(revision): an error with an id that is null", error, "id", .null),
            Fault("\(revision): an error without code", error, "error/code", nil),
            Fault("\(revision): an error whose code is a text", error, "error/code", "x"),
            Fault("\(revision): an error without message", error, "error/message", nil),
            Fault("\(revision): an error that is a text", error, "error", "no"),
            Fault("\(revision): a result beside an error", error, "result", [:]),
        ]
    }

    @Test(arguments: faults) func `and nothing else is wrong`(_ fault: Fault) {
        #expect(fault.sound.problems == [])
        #expect(!fault.sound.with(fault.path, fault.value).problems.isEmpty)
    }
}
