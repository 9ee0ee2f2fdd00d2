//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// What came back for one request.
public struct TestAnswer: Sendable {
    public let raw: RawAnswer

    public init(_ raw: RawAnswer) { self.raw = raw }

    public var status: Int { raw.status }
    public var body: String { raw.body }
    /// The body, where it is sound JSON; the last event's data, where it is a stream.
    public var json: JSONValue? {
        raw.isEventStream ? events.last?.json : try? JSONParser.parse(raw.body)
    }
    /// The events, where the body is a stream.
    public var events: [SSEEvent] {
        guard raw.isEventStream else { return [] }
        var parser = SSEParser()
        return parser.feed(raw.body.utf8)
    }
    /// The member `result` of a JSON-RPC answer.
    public var result: JSONValue? { json?["result"] }
    /// The code of a JSON-RPC error.
    public var code: Int64? { json?["error"]?["code"]?.integerValue }
    /// The message of a JSON-RPC error.
    public var message: String? { json?["error"]?["message"]?.stringValue }
    /// Whether a tool answered that it failed.
    public var isToolError: Bool { result?["isError"] == true }
    /// The first text of a tool's answer.
    public var text: String? { result?["content"]?[0]?["text"]?.stringValue }
    /// The first text of a tool's answer, read as JSON.
    public var textJSON: JSONValue? { text.flatMap { try? JSONParser.parse($0) } }
    /// A tool's answer for programs.
    public var structured: JSONValue? { result?["structuredContent"] }
    /// The text of the first of a resource's contents.
    public var resourceText: String? { result?["contents"]?[0]?["text"]?.stringValue }

    /// The field of that name.
    public subscript(name: String) -> String? { raw.fields[name.lowercased()] }
}
