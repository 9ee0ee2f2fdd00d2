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
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ", maxSplits: 2) ?? []
        version = words.first.map(String.init) ?? ""
        status = words.dropFirst().first.flatMap { Int($0) } ?? 0
        let pairs = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.dropFirst().first.map { $0.drop { $0 == " " } } ?? ""
            return (parts[0].lowercased(), String(value))
        }
        fields = Dictionary(pairs) { _, last in last }
    }

    /// Takes apart all that came until the connection ended: head, and the rest as the body.
    public init(whole text: String) {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(head: String(parts.first ?? ""))
        body = parts.dropFirst().first.map(String.init) ?? ""
    }
}
