//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// One block of an event stream, as it came (HTML standard, "Server-sent events").
///
/// A block that a browser would pass over, one with an id and no data, is an event here: a test may have to see it.
public struct SSEEvent: Hashable, Sendable {
    /// The value of `id` in this block; nil where there is no such line.
    public var id: String?
    /// The value of `event`; nil where there is no such line, which means `message`.
    public var event: String?
    /// The lines of `data`, joined by line feeds; nil where there is no such line, and empty in a priming event.
    public var data: String?
    /// The value of `retry` in milliseconds.
    public var retry: Int?
    /// How many comment lines came since the event before.
    public var comments = 0

    public init(id: String? = nil, event: String? = nil, data: String? = nil, retry: Int? = nil, comments: Int = 0) {
        self.id = id
        self.event = event
        self.data = data
        self.retry = retry
        self.comments = comments
    }

    /// The data, where it is sound JSON: the message of a server.
    public var json: JSONValue? { data.flatMap { try? JSONParser.parse($0) } }
    /// The method of a notification or a request.
    public var method: String? { json?["method"]?.stringValue }
    /// The member `params` of a notification or a request.
    public var params: JSONValue? { json?["params"] }
    /// The member `result` of an answer.
    public var result: JSONValue? { json?["result"] }
    /// The code of an answer that is an error.
    public var code: Int64? { json?["error"]?["code"]?.integerValue }
}
