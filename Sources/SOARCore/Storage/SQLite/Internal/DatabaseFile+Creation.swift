//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension DatabaseFile {
    /// What becomes of a file that has the name already.
    enum Namesake {
        /// It stays, and the new one is thrown away.
        case wins
        /// It stays, and that is an error.
        case isRefused
        /// The new one takes its place.
        case isReplaced
    }

    /// Makes the file: it appears under its name only when `fill` is done with it.
    ///
    /// So a crash on the way leaves no half database behind, and two processes that do this at once end up with the
    /// file of one of them.
    func create(
        _ namesake: Namesake = .wins, _ fill: (_ path: String) throws(StoreError) -> Void
    ) throws(StoreError) {
        try Self.createFolder(folder)
        let draft = "\(path).new-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        try Self.createEmptyFile(draft)
        defer {
            for name in [draft] + Self.companions.map({ draft + $0 }) { _ = unsafe unlink(name) }
        }
        try fill(draft)
        guard Self.companions.allSatisfy({ Self.status(of: draft + $0) == nil }) else {
            throw StoreError(.unavailable, "The new database “\(draft)” could not be finished.")
        }
        try publish(draft, namesake)
        try Self.synchronizeFolder(folder)
    }

    private func publish(_ draft: String, _ namesake: Namesake) throws(StoreError) {
        let isDone = unsafe namesake == .isReplaced ? rename(draft, path) == 0 : link(draft, path) == 0
        guard !isDone else { return }
        let code = errno
        switch (namesake, code) {
        case (.wins, EEXIST): return
        case (.isRefused, EEXIST): throw StoreError(.conflict, "There is a file “\(path)” already.")
        default: throw Self.error(code, "The database “\(path)” can't be created")
        }
    }

    private static func createEmptyFile(_ path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw error(errno, "The database “\(path)” can't be created") }
        close(descriptor)
    }

    private static func createFolder(_ folder: String) throws(StoreError) {
        guard status(of: folder) == nil else { return }
        let parent = parent(of: folder)
        try createFolder(parent)
        guard unsafe mkdir(folder, folderMode) == 0 || errno == EEXIST else {
            throw error(errno, "The folder “\(folder)” can't be created")
        }
        try synchronizeFolder(parent)
    }

    /// Without this a power cut can take the name away, though the content is on disk.
    static func synchronizeFolder(_ folder: String) throws(StoreError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw error(errno, "The folder “\(folder)” can't be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw error(errno, "The folder “\(folder)” can't be written") }
    }
}
