//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Takes an event stream apart as it comes, in pieces of any size.
public struct SSEParser: Sendable {
    private var line: [UInt8] = []
    private var block = SSEEvent()
    private var hasFields = false
    private var afterReturn = false
    private var isAtStart = true
    /// How many comment lines came in all.
    public private(set) var comments = 0

    public init() {}

    /// Whether what came so far ends in the middle of a line or an event.
    public var isInsideEvent: Bool { hasFields || !line.isEmpty }

    /// The events that are whole with these bytes.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [SSEEvent] {
        var events: [SSEEvent] = []
        for byte in bytes {
            // CR, LF and CRLF all end a line, and the two of the last may come apart.
            defer { afterReturn = byte == 0x0D }
            switch byte {
            case 0x0A where afterReturn: continue
            case 0x0A, 0x0D: if let event = endLine() { events.append(event) }
            default: line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> SSEEvent? {
        defer { line = [] }
        if isAtStart, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        isAtStart = false
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            return line.isEmpty ? endBlock() : add(String(decoding: line, as: UTF8.self), "")
        }
        guard colon > 0 else {
            comments += 1
            block.comments += 1
            return nil
        }
        let rest = line[(colon + 1)...]
        let value = rest.first == UInt8(ascii: " ") ? rest.dropFirst() : rest
        return add(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
    }

    private mutating func add(_ name: String, _ value: String) -> SSEEvent? {
        hasFields = true
        switch name {
        case "data": block.data = block.data.map { $0 + "\n" + value } ?? value
        case "id": block.id = value
        case "event": block.event = value
        case "retry": block.retry = Int(value)
        default: break
        }
        return nil
    }

    private mutating func endBlock() -> SSEEvent? {
        guard hasFields else { return nil }
        defer {
            block = SSEEvent()
            hasFields = false
        }
        return block
    }
}
