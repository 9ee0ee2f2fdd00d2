//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Holds what an MCP endpoint says to an ``HTTP2Peer`` to the official schemas: each stream is told to a ``MessageTap``
/// of its own, in the words of HTTP/1.1.
///
/// What can't be followed, such as frames that a test breaks, is let pass.
final class HTTP2Tap: Sendable {
    private struct Stream {
        var tap = MessageTap()
        var head: String
        var body: [UInt8] = []
        var isSent = false
        /// Whether the answer has content.
        var hasBody = true

        mutating func finishRequest() {
            guard !isSent else { return }
            isSent = true
            tap.sent(Array("\(head)content-length: \(body.count)\r\n\r\n".utf8) + body)
        }
    }

    private struct State {
        var outgoing: [UInt8] = []
        /// The fields of a request that are not whole.
        var block: (bytes: [UInt8], ends: Bool) = ([], false)
        /// Requests to an endpoint whose answers have not ended.
        var streams: [Int: Stream] = [:]
        var findings: [MessageTap.Finding] = []
    }

    private let state = Mutex(State())

    init() {}

    /// Takes note of frames that go to the server.
    func sent(_ bytes: [UInt8]) {
        state.withLock { state in
            state.outgoing += bytes
            if state.outgoing.starts(with: HTTP2Frames.preface) {
                state.outgoing.removeFirst(HTTP2Frames.preface.count)
            }
            var rest = state.outgoing[...]
            while rest.count >= 9 {
                let head = Array(rest.prefix(9))
                let length = head[..<3].reduce(0) { $0 << 8 | Int($1) }
                guard rest.count >= 9 + length else { break }
                let payload = Array(rest.dropFirst(9).prefix(length))
                rest = rest.dropFirst(9 + length)
                Self.take(head[3], flags: head[4], head[5...].reduce(0) { $0 << 8 | Int($1) }, payload, &state)
            }
            state.outgoing = Array(rest)
        }
    }

    /// Takes note of the head of an answer.
    func answered(_ stream: Int, status: Int, _ fields: [(name: String, value: String)]) {
        note(stream) { stream in
            stream.finishRequest()
            stream.hasBody = status != 204 && status != 304
            var head = "HTTP/1.1 \(status) -\r\n"
            for field in fields where !field.name.hasPrefix(":") && field.name != "content-length" {
                head += "\(field.name): \(field.value)\r\n"
            }
            return stream.tap.received(Array("\(head)transfer-encoding: chunked\r\n\r\n".utf8))
        }
    }

    /// Takes note of some of an answer's content, and whether there will be more.
    func received(_ stream: Int, _ bytes: [UInt8], ends: Bool) {
        note(stream) { stream in
            guard stream.hasBody else { return [] }
            var chunks: [UInt8] = []
            if !bytes.isEmpty {
                chunks = Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
            }
            return stream.tap.received(chunks + (ends ? Array("0\r\n\r\n".utf8) : []))
        }
        if ends { state.withLock { $0.streams[stream] = nil } }
    }

    /// Makes an issue of whatever is wrong so far, in the test that is running.
    func record() {
        let findings = state.withLock { state in
            defer { state.findings = [] }
            return state.findings
        }
        findings.record()
    }

    private func note(_ number: Int, _ change: (inout Stream) -> [MessageTap.Finding]) {
        state.withLock { state in
            guard var stream = state.streams[number] else { return }
            state.findings += change(&stream)
            state.streams[number] = stream
        }
    }

    private static func take(
        _ kind: UInt8, flags: UInt8, _ stream: Int, _ payload: [UInt8], _ state: inout State
    ) {
        switch kind {
        case 0:
            state.streams[stream]?.body += payload
            if flags & 1 != 0 { state.streams[stream]?.finishRequest() }
        case 1, 9:
            if kind == 1 { state.block = ([], flags & 1 != 0) }
            state.block.bytes += payload
            guard flags & 4 != 0, let fields = fields(state.block.bytes[...]) else { return }
            let named = Dictionary(fields, uniquingKeysWith: { first, _ in first })
            guard let method = named[":method"], let path = named[":path"], path.hasSuffix("/mcp") else { return }
            let others = fields.filter { !$0.0.hasPrefix(":") }.map { "\($0.0): \($0.1)\r\n" }.joined()
            state.streams[stream] = Stream(head: "\(method) \(path) HTTP/1.1\r\n\(others)")
            if state.block.ends { state.streams[stream]?.finishRequest() }
        default: break
        }
    }

    /// The fields as ``HTTP2Frames/block(_:)`` writes them; nil where it is not so.
    private static func fields(_ block: ArraySlice<UInt8>) -> [(String, String)]? {
        var rest = block
        func text() -> String? {
            guard var length = rest.popFirst().map({ Int($0) }) else { return nil }
            if length == 127 {
                var shift = 0
                while let byte = rest.popFirst() {
                    length += Int(byte & 127) << shift
                    shift += 7
                    if byte < 128 || shift > 21 { break }
                }
            }
            guard length <= rest.count else { return nil }
            defer { rest = rest.dropFirst(length) }
            return String(decoding: rest.prefix(length), as: UTF8.self)
        }
        var fields: [(String, String)] = []
        while !rest.isEmpty {
            guard rest.popFirst() == 0, let name = text(), let value = text() else { return nil }
            fields.append((name, value))
        }
        return fields
    }
}
