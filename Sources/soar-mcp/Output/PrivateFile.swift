//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// Files that a command writes.
enum PrivateFile {
    /// Makes a file that was not there; it never has other permissions than those, not for a moment.
    ///
    /// - Throws: ``CommandError`` that names the file.
    static func create(at path: String, _ contents: Data, mode: mode_t) throws {
        try write(contents, to: path, O_WRONLY | O_CREAT | O_EXCL, mode)
    }

    /// Adds to a file's end, and makes it for its owner alone where there is none; on disk when it returns.
    ///
    /// - Throws: ``CommandError`` that names the file.
    static func append(_ contents: Data, to path: String) throws {
        try write(contents, to: path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }

    private static func write(_ contents: Data, to path: String, _ flags: Int32, _ mode: mode_t) throws {
        let descriptor = unsafe open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw fault(errno, path) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: contents)
            try file.synchronize()
            try file.close()
        } catch {
            throw CommandError(Message("\(path): it can't be written", "\(path)：无法写入"))
        }
    }

    private static func fault(_ code: Int32, _ path: String) -> CommandError {
        if code == EEXIST {
            return CommandError(
                Message("\(path): there is such a file already; nothing was changed", "\(path)：文件已存在，未作更改"))
        }
        let reason = unsafe String(cString: strerror(code))
        return CommandError(Message("\(path): it can't be written: \(reason)", "\(path)：无法写入：\(reason)"))
    }
}
