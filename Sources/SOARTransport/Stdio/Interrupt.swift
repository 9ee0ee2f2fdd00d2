//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Ends a wait for a descriptor: a pipe whose other end is closed.
final class Interrupt: Sendable {
    /// Becomes readable when it is ``raise()``d, and stays so.
    let descriptor: Int32
    private let other: Mutex<Int32?>

    /// Opens the pipe.
    ///
    /// - Throws: ``StdioFailure`` where the process has as many descriptors as it may have.
    init() throws(StdioFailure) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw StdioFailure("a pipe", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        other = Mutex(ends[1])
    }

    deinit {
        raise()
        close(descriptor)
    }

    var isRaised: Bool { other.withLock { $0 == nil } }

    /// Ends the wait that is under way, and every later one.
    func raise() {
        let end = other.withLock { other in
            defer { other = nil }
            return other
        }
        if let end { close(end) }
    }
}

/// A descriptor that can't be used.
struct StdioFailure: Error, CustomStringConvertible {
    var what: String
    /// The system's number for it (`errno`).
    var code: Int32

    init(_ what: String, _ code: Int32) {
        self.what = what
        self.code = code
    }

    var description: String { "\(what): system error \(code)" }
}
