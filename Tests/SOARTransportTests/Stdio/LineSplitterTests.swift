//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

@testable import SOARTransport

@Suite("Lines of a stream")
struct LineSplitterTests {
    private func lines(_ text: String, limit: Int = 8, pieces: Int) -> [LineSplitter.Line] {
        var splitter = LineSplitter(limit: limit)
        var lines: [LineSplitter.Line] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            lines += splitter.feed(Array(rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
        }
        if let last = splitter.finish() { lines.append(last) }
        return lines
    }

    private func whole(_ text: String) -> LineSplitter.Line { .whole(Array(text.utf8)) }

    @Test("are the same in whatever pieces they come", arguments: [1, 2, 3, 5, 100])
    func pieces(_ pieces: Int) {
        #expect(
            lines("a\nbc\r\n\n \t\r\n12345678\n123456789\nd", pieces: pieces) == [
                whole("a"), whole("bc\r"), whole("12345678"), .tooLong, whole("d"),
            ])
        #expect(lines("", pieces: pieces).isEmpty)
        #expect(lines("\n\n", pieces: pieces).isEmpty)
        #expect(lines("123456789", pieces: pieces) == [.tooLong])
        #expect(lines("123456789123456789123456789\n1\n", pieces: pieces) == [.tooLong, whole("1")])
    }

    @Test("of a line that is too long nothing is kept")
    func memory() {
        var splitter = LineSplitter(limit: 8)
        for _ in 0..<100 { #expect(splitter.feed([UInt8](repeating: 65, count: 100_000)).isEmpty) }
        #expect(splitter.feed(Array("\nx\n".utf8)) == [.tooLong, whole("x")])
    }
}
