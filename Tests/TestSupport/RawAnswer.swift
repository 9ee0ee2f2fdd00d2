//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// An HTTP answer as it came over the wire.
public struct RawAnswer: Sendable {
    /// The status code, 0 where there is none.
    public let status: Int
    /// The version of the status line, as in `HTTP/1.1`.
    public let version: String
    /// The fields by lower-case name, the last of each.
    public let fields: [String: String]
    /// What followed the head.
    public var body = ""

    /// Takes an answer's head apart.
    public init(head: String) {
        self.init(HTTPHead(head))
    }

    init(_ head: HTTPHead) {
        version = head.words.first ?? ""
        status = head.status
        fields = Dictionary(head.fields.map { ($0.name, $0.value) }) { _, last in last }
    }

    /// Whether the body is a stream of events.
    public var isEventStream: Bool {
        fields["content-type"]?.lowercased().hasPrefix("text/event-stream") == true
    }

    /// Takes apart all that came until the connection ended: head, and the rest as the body.
    public init(whole text: String) {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(head: String(parts.first ?? ""))
        body = parts.dropFirst().first.map(String.init) ?? ""
    }
}
