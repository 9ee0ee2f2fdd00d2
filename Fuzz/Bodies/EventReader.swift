//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Reads a stream of events as a browser does (HTML standard, "Interpreting an event stream"), byte by byte.
struct EventReader {
    struct Event: Hashable, CustomStringConvertible {
        var type: String
        var data: [UInt8]
        var lastID: [UInt8]

        var description: String {
            "\(type) \(String(decoding: lastID, as: UTF8.self)): \(String(decoding: data, as: UTF8.self))"
        }
    }

    private(set) var events: [Event] = []
    /// What the stream asks a client to wait before it comes back, in milliseconds.
    private(set) var retry: Int?
    private var type: [UInt8] = []
    private var data: [UInt8] = []
    private var lastID: [UInt8] = []

    /// Reads all of a stream; what no blank line ends is dropped.
    mutating func read(_ stream: [UInt8]) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var line: [UInt8] = []
        var endsInReturn = false
        for byte in stream.starts(with: mark) ? stream.dropFirst(mark.count) : stream[...] {
            switch byte {
            case 0x0A where endsInReturn: endsInReturn = false
            case 0x0A, 0x0D:
                endsInReturn = byte == 0x0D
                take(line)
                line = []
            default:
                endsInReturn = false
                line.append(byte)
            }
        }
    }

    private mutating func take(_ line: [UInt8]) {
        guard !line.isEmpty else { return dispatch() }
        let colon = line.firstIndex(of: UInt8(ascii: ":"))
        let name = line[..<(colon ?? line.endIndex)]
        var value = colon.map { line[($0 + 1)...] } ?? []
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: name, as: UTF8.self) {
        case "event": type = Array(value)
        case "data": data += Array(value) + [0x0A]
        case "id": if !value.contains(0) { lastID = Array(value) }
        case "retry":
            let isNumber = value.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            if isNumber, let number = Int(String(decoding: value, as: UTF8.self)) { retry = number }
        default: break
        }
    }

    private mutating func dispatch() {
        defer {
            type = []
            data = []
        }
        guard !data.isEmpty else { return }
        let name = type.isEmpty ? "message" : String(decoding: type, as: UTF8.self)
        events.append(Event(type: name, data: Array(data.dropLast()), lastID: lastID))
    }
}
