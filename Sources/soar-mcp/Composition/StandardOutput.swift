//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// The process's standard output.
enum StandardOutput {
    #if os(Linux)
    /// Runs before `main`: by then the runtime has made descriptors of its own, and an epoll that is found under the
    /// number of a closed standard output would be written to, or covered.
    ///
    /// `/dev/null` takes the place of each standard descriptor that is closed. Standard output's is for reading only, so
    /// that whoever writes still learns that there is none.
    @section(".init_array") @used
    private static let beforeMain: @convention(c) () -> Void = {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest number that is free is this one.
            _ = unsafe open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
    #endif

    /// Keeps it for one writer: whatever else prints from now on prints to standard error.
    ///
    /// - Returns: The descriptor that leads where standard output did.
    /// - Throws: ``CommandError`` where the process has none.
    static func reserve() throws -> Int32 {
        let mode = fcntl(STDOUT_FILENO, F_GETFL)
        let reserved = mode >= 0 && mode & O_ACCMODE != O_RDONLY ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3) : -1
        guard reserved >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else {
            throw CommandError(
                Message(
                    "There is no standard output to write to: start it with one that is open for writing.",
                    "没有可写入的标准输出：请在启动时提供可写的标准输出。"))
        }
        return reserved
    }
}
