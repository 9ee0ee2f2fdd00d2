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
    /// Whether a person is asked; otherwise what is read comes from a file or another program.
    var isInteractive = false
    /// Reads one line that must not be shown, after a prompt where a person is asked; nil where there is none.
    var readSecret: @Sendable (_ prompt: String) throws -> String? = { _ in nil }

    /// The process's own standard output and standard error.
    static let process = Terminal(
        writeResult: { try FileHandle.standardOutput.write(contentsOf: Data($0.utf8)) },
        writeRemark: { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) },
        isInteractive: isatty(STDIN_FILENO) == 1, readSecret: { try readSecretLine($0) })
}
