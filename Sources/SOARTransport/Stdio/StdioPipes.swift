//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOPosix

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads one descriptor and writes another, whatever they are: pipes, sockets, terminals, files.
///
/// They stay as they are. `O_NONBLOCK` would hold for every process that shares them, a shell or a log for instance, and
/// files and `/dev/null` can't be waited for that way; so threads wait, and an ``Interrupt`` ends their waits.
final class StdioPipes: Sendable {
    /// Bytes that are read at a time.
    static let readSize = 64 * 1024
    /// Bytes that are written at a time: a pipe that is ready takes that many without blocking (POSIX, `PIPE_BUF`).
    static let writeSize = 4096

    private let input: Int32
    private let output: Int32
    private let reading: Interrupt
    private let writing: Interrupt
    private let threads = NIOThreadPool(numberOfThreads: 3)

    /// Takes the descriptors, which remain the caller's; ``shutDown()`` must end it.
    ///
    /// - Throws: ``StdioFailure`` where the process has as many descriptors as it may have.
    init(input: Int32, output: Int32) throws(StdioFailure) {
        self.input = input
        self.output = output
        reading = try Interrupt()
        writing = try Interrupt()
        threads.start()
    }

    /// Ends the threads; nothing is read or written any more.
    func shutDown() async {
        interrupt()
        try? await threads.shutdownGracefully()
    }

    /// No more is read.
    func interruptReading() { reading.raise() }

    /// Neither is anything written.
    func interrupt() {
        reading.raise()
        writing.raise()
    }

    /// Returns when the input's other end is closed, though there may be more to read, or when reading is interrupted.
    func inputIsClosed() async {
        _ = try? await threads.runIfActive { [input, reading] in try Self.wait(for: input, Self.closed, or: reading) }
    }

    /// What there is, at least one byte; nil at the end.
    ///
    /// - Throws: `CancellationError` when it is interrupted, and ``StdioFailure``.
    func read() async throws -> [UInt8]? {
        try await threads.runIfActive { [input, reading] in
            guard try Self.wait(for: input, POLLIN, or: reading) else { throw CancellationError() }
            var code: Int32 = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.readSize) { buffer, count in
                let got = unsafe systemRead(input, buffer.baseAddress, Self.readSize)
                code = got < 0 ? errno : 0
                count = max(got, 0)
            }
            guard code == 0 else { throw StdioFailure("input", code) }
            return bytes.isEmpty ? nil : bytes
        }
    }

    /// Writes all of it.
    ///
    /// - Throws: `CancellationError` when it is interrupted, and ``StdioFailure``.
    func write(_ bytes: [UInt8]) async throws {
        try await threads.runIfActive { [output, writing] in
            Self.blockPipeSignal()
            var rest = bytes[...]
            while !rest.isEmpty {
                guard try Self.wait(for: output, POLLOUT, or: writing) else { throw CancellationError() }
                let count = unsafe rest.prefix(Self.writeSize).withUnsafeBytes { part in
                    unsafe systemWrite(output, part.baseAddress, part.count)
                }
                guard count >= 0 || errno == EAGAIN || errno == EINTR else { throw StdioFailure("output", errno) }
                rest = rest.dropFirst(max(count, 0))
            }
        }
    }

    /// A pipe that is closed says so in any case, a socket only when it is asked.
    private static var closed: Int32 {
        #if os(Linux)
        0x2000  // POLLRDHUP, which the C library shows to GNU programs only
        #else
        0
        #endif
    }

    /// Whether the descriptor is ready, rather than interrupted.
    private static func wait(for descriptor: Int32, _ event: Int32, or interrupt: Interrupt) throws -> Bool {
        var polled = [
            pollfd(fd: descriptor, events: Int16(event), revents: 0),
            pollfd(fd: interrupt.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let count = unsafe poll(&polled, nfds_t(polled.count), -1)
            if count > 0 { return polled[1].revents == 0 }
            guard errno == EINTR || errno == EAGAIN else { throw StdioFailure("poll", errno) }
        }
    }

    /// A reader that is gone is an error here, not the end of the process; only this thread is changed.
    private static func blockPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, bytes, count)
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}
