//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The head of an HTTP message: its first line and its fields.
struct HTTPHead: Sendable {
    let start: String
    let fields: [(name: String, value: String)]

    init(_ text: String) {
        let lines = text.split(separator: "\r\n")
        start = lines.first.map(String.init) ?? ""
        fields = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            let value = line[colon...].dropFirst().drop { $0 == " " || $0 == "\t" }
            // Space around a value is none of it (RFC 9110 §5.5).
            let end = value.lastIndex { $0 != " " && $0 != "\t" }.map(value.index(after:)) ?? value.startIndex
            return (line[..<colon].lowercased(), String(value[..<end]))
        }
    }

    /// The first field of that name, which is in lower case.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The words of the first line.
    var words: [String] { start.split(separator: " ", maxSplits: 2).map(String.init) }
    /// The status of an answer, 0 where there is none.
    var status: Int { words.dropFirst().first.flatMap { Int($0) } ?? 0 }
    /// The media type, in lower case and without parameters.
    var mediaType: String? {
        self["content-type"]?.split(separator: ";").first.map { $0.lowercased().filter { $0 != " " } }
    }
}
