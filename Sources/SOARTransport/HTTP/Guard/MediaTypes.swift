//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes

/// What a request carries and what its sender can take (RFC 9110 §8.3, §12.5.1).
enum MediaTypes {
    /// Whether the body is said to be JSON, and in no other character set than UTF-8.
    static func isJSON(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        // What almost every client says needs no reading.
        if contentType == "application/json" { return true }
        let parts = contentType.split(separator: ";").map(trimmed)
        guard parts.first == "application/json" else { return false }
        return parts.dropFirst().allSatisfy { parameter in
            !parameter.hasPrefix("charset=") || ["utf-8", "\"utf-8\""].contains(parameter.dropFirst("charset=".count))
        }
    }

    /// Whether JSON may be answered; who says nothing takes anything.
    static func acceptsJSON(_ accept: [String]) -> Bool {
        accepts(accept, ["application/json", "application/*", "*/*"])
    }

    /// Whether a stream of events may be answered; who says nothing takes anything.
    static func acceptsEvents(_ accept: [String]) -> Bool { accepts(accept, ["text/event-stream", "text/*", "*/*"]) }

    private static func accepts(_ accept: [String], _ wanted: [String]) -> Bool {
        let ranges = accept.joined(separator: ",").split(separator: ",").map(trimmed).filter { !$0.isEmpty }
        if ranges.isEmpty { return true }
        // The most specific range that matches decides (RFC 9110 §12.5.1).
        for wanted in wanted {
            for range in ranges {
                let parts = range.split(separator: ";").map(trimmed)
                if parts.first == wanted { return !parts.dropFirst().contains(where: isZeroWeight) }
            }
        }
        return false
    }

    private static func isZeroWeight(_ parameter: String) -> Bool {
        parameter.hasPrefix("q=") && Double(parameter.dropFirst(2)) == 0
    }

    private static func trimmed(_ text: Substring) -> String {
        let blanks: Set<Character> = [" ", "\t"]
        let start = text.firstIndex { !blanks.contains($0) } ?? text.endIndex
        let end = text.lastIndex { !blanks.contains($0) }.map(text.index(after:)) ?? text.endIndex
        return start < end ? text[start..<end].lowercased() : ""
    }
}
