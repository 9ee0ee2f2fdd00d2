//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A TCP connection to this machine, by hand: for what no HTTP client would send.
///
/// It never blocks a thread: a test waits while the server under test runs on the same few threads. Whatever goes over
/// it passes a ``MessageTap``: a message that breaks its revision's schema is an issue of the test that got it.
public actor RawClient {
    /// Why nothing more came.
    public enum End: Sendable { case closed, reset, timedOut }

    /// The connection could not be made, or not be used.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    private static let pause: Duration = .milliseconds(2)
    private let descriptor: Int32
    private var received: [UInt8] = []
    private var end: End?
    private var tap = MessageTap()
    private var isOpen = true

    /// Connects to a port of 127.0.0.1.
    ///
    /// `receiveBuffer` makes the system keep less for a client that doesn't read.
    public init(port: Int, receiveBuffer: Int32? = nil) throws(Failure) {
        #if canImport(Darwin)
        let kind = SOCK_STREAM
        #else
        let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { throw Failure(description: "no socket: errno \(errno)") }
        if var size = receiveBuffer {
            _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
        }
        guard status == 0 else {
            _ = Self.closeSocket(descriptor)
            throw Failure(description: "no connection: errno \(errno)")
        }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { if isOpen { _ = Self.closeSocket(descriptor) } }

    /// Hangs up at once; what came and was not taken is lost.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        end = end ?? .closed
        _ = Self.closeSocket(descriptor)
    }

    /// Sends all of the bytes, unless the peer has gone.
    ///
    /// Returns how many were sent.
    @discardableResult
    public func send(_ bytes: [UInt8], timeout: Duration = .seconds(10)) async throws -> Int {
        let deadline = ContinuousClock.now + timeout
        var sent = 0
        while isOpen, sent < bytes.count, ContinuousClock.now < deadline {
            let count = unsafe bytes[sent...].withUnsafeBytes { buffer in
                unsafe Self.sendBytes(descriptor, buffer)
            }
            if count > 0 {
                tap.sent(Array(bytes[sent..<(sent + count)]))
                sent += count
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                try await Task.sleep(for: Self.pause)
            } else {
                break
            }
        }
        return sent
    }

    /// Sends a text as UTF-8.
    @discardableResult
    public func send(_ text: String) async throws -> Int { try await send(Array(text.utf8)) }

    /// Sends a text one byte at a time, until it is through or the peer has gone.
    ///
    /// Returns how many bytes were sent.
    @discardableResult
    public func drip(_ text: String, every interval: Duration) async throws -> Int {
        var sent = 0
        for byte in text.utf8 {
            guard try await send([byte]) == 1 else { break }
            sent += 1
            try await Task.sleep(for: interval)
            receiveSome()
            if end != nil { break }
        }
        return sent
    }

    /// Closes the sending side.
    public func finishSending() { if isOpen { _ = shutdown(descriptor, Int32(SHUT_WR)) } }

    /// Waits until anything comes, and takes all of it.
    ///
    /// - Returns: What came; where that is nothing, why: nil stands for the time that is over.
    public func receive(within limit: Duration) async throws -> (bytes: [UInt8], end: End?) {
        try await waitFor(limit) { !$0.isEmpty }
        defer { received = [] }
        return (received, end)
    }

    /// Reads until the peer has closed the connection.
    ///
    /// Returns everything that came and was not yet taken.
    public func readToEnd(timeout: Duration = .seconds(10)) async throws -> (text: String, end: End) {
        try await waitFor(timeout) { _ in false }
        defer { received = [] }
        return (String(decoding: received, as: UTF8.self), end ?? .timedOut)
    }

    /// Reads until what came holds this text.
    ///
    /// Returns what came up to its end.
    public func read(until text: String, timeout: Duration = .seconds(10)) async throws -> String {
        let pattern = Array(text.utf8)
        var upperBound: Int?
        try await waitFor(timeout) { bytes in
            guard bytes.count >= pattern.count else { return false }
            upperBound = bytes.indices.dropLast(pattern.count - 1)
                .first { bytes[$0..<($0 + pattern.count)].elementsEqual(pattern) }
                .map { $0 + pattern.count }
            return upperBound != nil
        }
        guard let upperBound else {
            throw Failure(description: "never came: \(text), but: \(String(decoding: received, as: UTF8.self))")
        }
        defer { received.removeFirst(upperBound) }
        return String(decoding: received[..<upperBound], as: UTF8.self)
    }

    /// Reads one answer that announces its length or comes in chunks, and nothing beyond it.
    ///
    /// An event stream is read to its end; ``SSEClient`` reads one while it goes on.
    public func readAnswer(timeout: Duration = .seconds(10)) async throws -> RawAnswer {
        let deadline = ContinuousClock.now + timeout
        var answer = RawAnswer(head: try await read(until: "\r\n\r\n", timeout: timeout))
        guard answer.fields["transfer-encoding"]?.lowercased() == "chunked" else {
            let length = answer.fields["content-length"].flatMap { Int($0) } ?? 0
            answer.body = String(decoding: try await take(length, timeout), as: UTF8.self)
            return answer
        }
        var body: [UInt8] = []
        while true {
            let line = try await read(until: "\r\n", timeout: deadline - .now)
            guard let size = Int(line.prefix { $0.isHexDigit }, radix: 16) else {
                throw Failure(description: "no size of a chunk: \(line)")
            }
            // The last chunk ends with an empty line, as the others do: our servers send no trailers.
            body += try await take(size + 2, deadline - .now).dropLast(2)
            if size == 0 { break }
        }
        answer.body = String(decoding: body, as: UTF8.self)
        return answer
    }

    private func take(_ count: Int, _ timeout: Duration) async throws -> [UInt8] {
        try await waitFor(timeout) { $0.count >= count }
        defer { received.removeFirst(min(count, received.count)) }
        return Array(received.prefix(count))
    }

    private func waitFor(_ timeout: Duration, _ isEnough: ([UInt8]) -> Bool) async throws {
        let deadline = ContinuousClock.now + timeout
        while true {
            receiveSome()
            if isEnough(received) || end != nil || ContinuousClock.now >= deadline { return }
            try await Task.sleep(for: Self.pause)
        }
    }

    private func receiveSome() {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while end == nil {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            if count > 0 {
                received.append(contentsOf: chunk[..<count])
                tap.received(Array(chunk[..<count])).record()
            } else if count == 0 {
                end = .closed
                tap.closed().record()
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                return
            } else {
                end = .reset
            }
        }
    }

    private static func sendBytes(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
        unsafe Darwin.send(descriptor, buffer.baseAddress, buffer.count, 0)
        #else
        unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        #endif
    }

    private static func closeSocket(_ descriptor: Int32) -> Int32 {
        #if canImport(Darwin)
        Darwin.close(descriptor)
        #else
        Glibc.close(descriptor)
        #endif
    }
}
