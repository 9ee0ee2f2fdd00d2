//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Reads an event of the Common Event Format as the format's description says, without the code that writes it.
struct CEFEvent {
    var header: [String] = []
    var extensions: [String: String] = [:]

    /// Nil for what is no event on one line.
    init?(_ line: String) {
        guard !line.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else { return nil }
        var rest = Array(line.unicodeScalars)[...]
        while header.count < 7 {
            guard let field = Self.field(&rest, until: "|") else { return nil }
            header.append(field)
        }
        // A name begins the extension or follows a blank, and ends at an equals sign that is not escaped.
        let text = Array(rest)
        var starts: [(name: Range<Int>, value: Int)] = []
        for index in text.indices where text[index] == "=" && !Self.isEscaped(text, index) {
            let blank = text[..<index].lastIndex(of: " ").map { $0 + 1 } ?? 0
            starts.append((blank..<index, index + 1))
        }
        for (number, start) in starts.enumerated() {
            let end = number + 1 < starts.count ? starts[number + 1].name.lowerBound - 1 : text.count
            guard end >= start.value else { return nil }
            extensions[Self.string(text[start.name])] = Self.unescaped(text[start.value..<end])
        }
    }

    /// A text as a header can hold it.
    static func flat(_ text: String) -> String {
        string(text.unicodeScalars.map { isLineEnd($0) || $0 == "\n" || $0 == "\r" ? " " : $0 }[...])
    }

    /// A text as an extension can hold it.
    static func flatKeepingLineEnds(_ text: String) -> String {
        string(text.unicodeScalars.map { isLineEnd($0) ? " " : $0 }[...])
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{2028}" || scalar == "\u{85}" }

    private static func field(_ rest: inout ArraySlice<Unicode.Scalar>, until end: Unicode.Scalar) -> String? {
        var field: [Unicode.Scalar] = []
        while let scalar = rest.popFirst() {
            if scalar == end { return string(field[...]) }
            guard scalar == "\\" else {
                field.append(scalar)
                continue
            }
            guard let escaped = rest.popFirst(), escaped == "\\" || escaped == "|" else { return nil }
            field.append(escaped)
        }
        return nil
    }

    private static func isEscaped(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
        text[..<index].reversed().prefix { $0 == "\\" }.count % 2 == 1
    }

    private static func unescaped(_ text: ArraySlice<Unicode.Scalar>) -> String {
        var (rest, result): (ArraySlice<Unicode.Scalar>, [Unicode.Scalar]) = (text, [])
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let escaped = rest.popFirst() else {
                result.append(scalar)
                continue
            }
            result.append(escaped == "n" ? "\n" : escaped == "r" ? "\r" : escaped)
        }
        return string(result[...])
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
