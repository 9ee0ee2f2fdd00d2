//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// Reads a small file whole, and no more of it than is allowed.
enum BoundedFile {
    /// Why a file was not read.
    enum Fault: Error {
        case missing, unreadable, tooLong, notUTF8
    }

    /// The file's text.
    ///
    /// - Parameters:
    ///   - path: Anything that can be opened, a pipe too.
    ///   - maximumBytes: Beyond that nothing is read.
    /// - Returns: All of it.
    /// - Throws: ``Fault``.
    static func text(at path: String, maximumBytes: Int) throws(Fault) -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing }
        guard let handle = FileHandle(forReadingAtPath: path) else { throw .unreadable }
        defer { try? handle.close() }
        var data = Data()
        do {
            while data.count <= maximumBytes, let chunk = try handle.read(upToCount: maximumBytes + 1), !chunk.isEmpty {
                data.append(chunk)
            }
        } catch {
            throw .unreadable
        }
        guard data.count <= maximumBytes else { throw .tooLong }
        guard let text = String(validating: data, as: UTF8.self) else { throw .notUTF8 }
        return text
    }
}

extension BoundedFile.Fault {
    func message(path: String) -> Message {
        switch self {
        case .missing: Message("\(path): there is no such file", "\(path)：文件不存在")
        case .unreadable: Message("\(path): the file can't be read", "\(path)：文件无法读取")
        case .tooLong: Message("\(path): the file is too long", "\(path)：文件过大")
        case .notUTF8: Message("\(path): the file is not UTF-8", "\(path)：文件不是 UTF-8 编码")
        }
    }
}
