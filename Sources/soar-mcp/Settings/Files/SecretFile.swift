//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// Reads a file with a secret in it, which must be its owner's alone.
enum SecretFile {
    /// The longest secret in bytes.
    static let maximumBytes = 8192

    /// What the file holds, without the line end that editors put there.
    ///
    /// - Throws: ``CommandError`` that names the file and what is wrong with it.
    static func text(at path: String) throws -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 != 0 {
            throw CommandError(
                Message(
                    "\(path) can be read or written by others. Run: chmod 600 \(path)",
                    "\(path) 可被他人读写。请执行：chmod 600 \(path)"))
        }
        do throws(BoundedFile.Fault) {
            return try BoundedFile.text(at: path, maximumBytes: maximumBytes).trimmingBlanks()
        } catch {
            throw CommandError(error.message(path: path))
        }
    }
}
