//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
public import SOARCore
public import SOARTransport
import Synchronization
import Testing

/// The other end of a ``StdioTransport``'s pipes, or of those of a process that runs one; every line that comes is held to the schema of its revision.
public final class StdioClient: Sendable {
    private struct State {
        var input: Int32?
        var received: [UInt8] = []
        var lines: [[UInt8]] = []
        var isAtEnd = false
        /// What was asked, by id, and in which revision.
        var asked: [JSONValue: (method: String, revision: ProtocolRevision)] = [:]
        var agreed: ProtocolRevision?
    }

    private let output: Mutex<Int32?>
    private let state: Mutex<State>

    /// Takes the ends that the test writes to and reads from.
    public init(input: Int32, output: Int32) {
        for end in [input, output] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
        self.output = Mutex(output)
        state = Mutex(State(input: input))
    }

    /// The revision that a handshake agreed on.
    public var agreed: ProtocolRevision? { state.withLock(\.agreed) }

    // MARK: Sending

    /// Sends bytes as they are.
    public func send(bytes: some Sequence<UInt8>) async throws {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let input = state.withLock(\.input)
            let descriptor = try #require(input)
            let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                try #require(errno == EAGAIN)
                try await Task.sleep(for: .milliseconds(2))
            } else {
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Sends a message on a line of its own.
    public func send(_ message: JSONValue) async throws { try await send(bytes: line(message)) }

    /// The line of a message; its answer will be held to that method's type.
    public func line(_ message: JSONValue) -> [UInt8] {
        for message in message.arrayValue ?? [message] {
            guard let id = message["id"], let method = message["method"]?.stringValue else { continue }
            let named = message["params"]?["_meta"]?["io.modelcontextprotocol/protocolVersion"]?.stringValue
            state.withLock { state in
                let revision = named.map(ProtocolRevision.init) ?? state.agreed ?? .assumed
                state.asked[id] = (method, revision.isServed ? revision : .v2026_07_28)
            }
        }
        return message.encoded() + [UInt8(ascii: "\n")]
    }

    /// Says that nothing more will come.
    public func closeInput() {
        let input = state.withLock { state in
            defer { state.input = nil }
            return state.input
        }
        if let input { close(input) }
    }

    /// Stops reading, as a client that has crashed.
    public func closeOutput() {
        let output = output.withLock { output in
            defer { output = nil }
            return output
        }
        if let output { close(output) }
    }

    // MARK: Receiving

    /// The next message; nil at the end.
    public func next(within limit: Duration = .seconds(10)) async throws -> JSONValue? {
        let deadline = ContinuousClock.now + limit
        while true {
            if let line = takeLine() { return try message(line) }
            if state.withLock(\.isAtEnd) { return nil }
            try #require(ContinuousClock.now < deadline, "nothing came in time")
            if !receive() { try await Task.sleep(for: .milliseconds(2)) }
        }
    }

    /// The answer to that id; what comes before is dropped.
    public func answer(_ id: JSONValue, within limit: Duration = .seconds(10)) async throws -> JSONValue {
        while let message = try await next(within: limit) {
            if message["id"] == id, message["method"] == nil { return message }
        }
        throw Ended()
    }

    /// All messages to the end.
    public func rest(within limit: Duration = .seconds(10)) async throws -> [JSONValue] {
        var all: [JSONValue] = []
        while let message = try await next(within: limit) { all.append(message) }
        return all
    }

    /// Whether nothing comes for that long.
    public func isQuiet(for time: Duration) async throws -> Bool {
        try await Task.sleep(for: time)
        while receive() {}
        return state.withLock(\.lines.isEmpty)
    }

    /// The connection ended before the answer came.
    public struct Ended: Error {}

    private func takeLine() -> [UInt8]? {
        state.withLock { $0.lines.isEmpty ? nil : $0.lines.removeFirst() }
    }

    /// Takes in what there is; false where there is nothing.
    private func receive() -> Bool {
        guard let output = output.withLock(\.self) else { return false }
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = unsafe read(output, &buffer, buffer.count)
        state.withLock { state in
            if count == 0 { state.isAtEnd = true }
            guard count > 0 else { return }
            state.received += buffer[..<count]
            guard let end = buffer[..<count].lastIndex(of: UInt8(ascii: "\n")) else { return }
            let last = state.received.count - count + end
            state.lines += state.received[..<last].split(separator: UInt8(ascii: "\n")).map(Array.init)
            state.received.removeFirst(last + 1)
        }
        return count > 0
    }

    private func message(_ line: [UInt8]) throws -> JSONValue {
        let json = try JSONParser.parse(line)
        for message in json.arrayValue ?? [json] {
            let asked = message["id"].flatMap { id in message["method"] == nil ? state.withLock { $0.asked[id] } : nil }
            let isModern = message["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] != nil
            if asked?.method == "initialize", let agreed = message["result"]?["protocolVersion"]?.stringValue {
                state.withLock { $0.agreed = ProtocolRevision(rawValue: agreed) }
            }
            var revision = isModern ? .v2026_07_28 : agreed ?? .v2026_07_28
            if let asked, asked.method != "initialize" { revision = asked.revision }
            MessageTap.expectSound(message, revision: revision, answering: asked?.method)
        }
        return json
    }

    deinit {
        closeInput()
        closeOutput()
    }
}
