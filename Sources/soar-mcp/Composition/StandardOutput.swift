//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// The process's standard output.
enum StandardOutput {
    /// Keeps it for one writer: whatever else prints from now on prints to standard error.
    ///
    /// - Returns: The descriptor that leads where standard output did.
    /// - Throws: ``CommandError`` where the process has none.
    static func reserve() throws -> Int32 {
        let reserved = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        guard reserved >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else {
            throw CommandError(
                Message("There is no standard output to write to.", "没有可写入的标准输出。"))
        }
        return reserved
    }
}
