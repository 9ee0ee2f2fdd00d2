//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Takes the requests or the answers of one connection apart as they come, in pieces of any size.
///
/// It believes what the messages say of themselves; what can't be followed ends it, and then nothing more comes out.
struct HTTPReader: Sendable {
    enum Side: Sendable { case requests, answers }

    enum Part: Sendable {
        case head(HTTPHead)
        /// Some of the content, without its transfer coding.
        case body([UInt8])
        case end
    }

    private enum State { case head, length(Int), chunkSize, chunk(Int), chunkEnd, trailers, untilClosed, broken }

    private static let maximumHead = 1 << 20
    private let side: Side
    private var state = State.head
    private var line: [UInt8] = []

    init(_ side: Side) { self.side = side }

    /// Whether the end of the connection ends a message, too.
    var endsWithConnection: Bool { if case .untilClosed = state { true } else { false } }
    /// Whether a message has begun and not come to its end.
    var isInsideMessage: Bool { if case .head = state { !line.isEmpty } else { true } }

    /// What comes out with these bytes; `hasNoBody` knows of an answer that its request lets it have none.
    mutating func feed(_ bytes: [UInt8], hasNoBody: (HTTPHead) -> Bool = { _ in false }) -> [Part] {
        var parts: [Part] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            switch state {
            case .head:
                guard let text = readLine(&rest, endingIn: "\r\n\r\n") else { continue }
                let head = HTTPHead(text)
                parts.append(.head(head))
                begin(head, hasNoBody(head), &parts)
            case .length(let count):
                let taken = take(count, &rest, &parts)
                state = .length(count - taken)
                if count == taken { end(&parts) }
            case .chunkSize:
                guard let text = readLine(&rest, endingIn: "\r\n") else { continue }
                guard let size = Int(text.prefix { $0.isHexDigit }, radix: 16), size >= 0 else { return broken(parts) }
                state = size == 0 ? .trailers : .chunk(size)
            case .chunk(let count):
                let taken = take(count, &rest, &parts)
                state = count == taken ? .chunkEnd : .chunk(count - taken)
            case .chunkEnd:
                guard let text = readLine(&rest, endingIn: "\r\n") else { continue }
                guard text == "\r\n" else { return broken(parts) }
                state = .chunkSize
            case .trailers:
                guard let text = readLine(&rest, endingIn: "\r\n") else { continue }
                if text == "\r\n" { end(&parts) }
            case .untilClosed: take(rest.count, &rest, &parts)
            case .broken: return parts
            }
        }
        return parts
    }

    private mutating func begin(_ head: HTTPHead, _ hasNoBody: Bool, _ parts: inout [Part]) {
        let status = head.status
        let isBare = hasNoBody || (100..<200).contains(status) || status == 204 || status == 304
        if side == .answers, isBare {
            end(&parts)
        } else if head["transfer-encoding"]?.lowercased().contains("chunked") == true {
            state = .chunkSize
        } else if let length = head["content-length"] {
            guard let length = Int(length), length >= 0 else { return state = .broken }
            state = .length(length)
            if length == 0 { end(&parts) }
        } else if side == .answers {
            state = .untilClosed
        } else {
            end(&parts)
        }
    }

    private mutating func end(_ parts: inout [Part]) {
        parts.append(.end)
        state = .head
    }

    private mutating func broken(_ parts: [Part]) -> [Part] {
        state = .broken
        return parts
    }

    @discardableResult
    private func take(_ count: Int, _ rest: inout ArraySlice<UInt8>, _ parts: inout [Part]) -> Int {
        let taken = rest.prefix(count)
        if !taken.isEmpty { parts.append(.body(Array(taken))) }
        rest = rest.dropFirst(taken.count)
        return taken.count
    }

    /// The text up to and including its ending, once that is there.
    private mutating func readLine(_ rest: inout ArraySlice<UInt8>, endingIn ending: String) -> String? {
        let pattern = Array(ending.utf8)
        while let byte = rest.popFirst() {
            line.append(byte)
            if byte == 0x0A, line.suffix(pattern.count).elementsEqual(pattern) {
                defer { line = [] }
                return String(decoding: line, as: UTF8.self)
            }
            if line.count > Self.maximumHead { state = .broken }
        }
        return nil
    }
}
