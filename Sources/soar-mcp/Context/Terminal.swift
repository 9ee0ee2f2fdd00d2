//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// Where a command's words go: results to one side, everything else to the other.
struct Terminal: Sendable {
    /// Writes to standard output; throws where the text could not be written whole.
    var writeResult: @Sendable (String) throws -> Void
    /// Writes to standard error; what can't be written there can't be told anywhere.
    var writeRemark: @Sendable (String) -> Void

    /// The process's own standard output and standard error.
    static let process = Terminal(
        writeResult: { try FileHandle.standardOutput.write(contentsOf: Data($0.utf8)) },
        writeRemark: { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) })
}
