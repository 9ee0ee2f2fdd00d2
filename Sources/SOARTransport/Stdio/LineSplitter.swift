//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Cuts a stream of bytes into lines (MCP transports, "stdio").
///
/// It holds one line at most: of one that is too long, what comes is dropped until it ends.
struct LineSplitter {
    /// One line, without its end.
    enum Line: Hashable, Sendable {
        case whole([UInt8])
        /// It had more bytes than are accepted.
        case tooLong
    }

    private static let newLine = UInt8(ascii: "\n")

    let limit: Int
    private var pending: [UInt8] = []
    private var isSkipping = false

    /// Accepts lines of that many bytes.
    init(limit: Int) { self.limit = limit }

    /// The lines that are whole with these bytes; blank ones are left out.
    mutating func feed(_ bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: Self.newLine) {
            append(rest[..<end])
            rest = rest[(end + 1)...]
            if let line = finish() { lines.append(line) }
        }
        append(rest)
        return lines
    }

    /// What is left at the end of the stream: the last line may have no end.
    mutating func finish() -> Line? {
        defer {
            pending = []
            isSkipping = false
        }
        if isSkipping { return .tooLong }
        return pending.allSatisfy(Self.isBlank) ? nil : .whole(pending)
    }

    private mutating func append(_ part: ArraySlice<UInt8>) {
        guard !isSkipping else { return }
        if pending.count + part.count > limit {
            isSkipping = true
            pending = []
        } else {
            pending += part
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
