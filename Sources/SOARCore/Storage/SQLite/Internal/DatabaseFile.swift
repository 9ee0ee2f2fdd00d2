//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import class Foundation.FileManager

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The database's file on disk, and those that SQLite puts beside it.
///
/// No file that may be open as a database is ever opened here: to close it again would take away the locks that other
/// connections of this process hold on it (POSIX; "How To Corrupt An SQLite Database File" §2.2).
struct DatabaseFile: Sendable {
    /// What tells one file from all others.
    struct Identity: Hashable, Sendable {
        var device: UInt64
        var inode: UInt64
    }

    /// Read and write for the owner, nothing for others.
    static let mode: mode_t = 0o600
    static let folderMode: mode_t = 0o700
    /// The smallest page SQLite knows; a file that is cut below it reads like a new database.
    static let minimumSize = 512
    /// The files that SQLite keeps beside a database.
    static let companions = ["-wal", "-shm", "-journal"]

    /// Always absolute.
    let path: String

    /// Takes the path as it was configured.
    init(_ path: String) throws(StoreError) {
        guard !path.isEmpty, !path.utf8.contains(0), path != ":memory:" else {
            throw StoreError(.invalid, "A database needs a path to a file; “\(path)” is none.")
        }
        self.path = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// The folder the file is in.
    var folder: String { Self.parent(of: path) }

    /// The size in bytes, the companions included.
    var size: Int64 {
        ([""] + Self.companions).reduce(0) { $0 + Int64(Self.status(of: path + $1)?.st_size ?? 0) }
    }

    /// Which file the path leads to; nil where there is none.
    var identity: Identity? { Self.identity(of: path) }

    /// Which file is the write-ahead log; nil where there is none.
    var logIdentity: Identity? { Self.identity(of: path + "-wal") }

    /// Refuses what is no private, non-empty, usable file.
    ///
    /// - Returns: Whether there is a file.
    func check() throws(StoreError) -> Bool {
        guard let status = Self.status(of: path) else {
            let code = errno
            if code == ENOENT { return false }
            throw Self.error(code, "The database “\(path)” can't be reached")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.invalid, "“\(path)” is not a file; give the path of a database file.")
        }
        for name in [path] + Self.companions.map({ path + $0 }) {
            guard let mode = Self.status(of: name)?.st_mode, mode & 0o077 != 0 else { continue }
            throw StoreError(.invalid, "“\(name)” can be read or written by others. Run: chmod 600 \(name)")
        }
        guard status.st_size >= Self.minimumSize else {
            throw StoreError(.damaged, "“\(path)” is too short to be a database. Remove it to start with a new one.")
        }
        guard unsafe access(path, R_OK | W_OK) == 0 else {
            throw Self.error(errno, "The database “\(path)” can't be read and written")
        }
        return true
    }

    static func status(of path: String) -> stat? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status : nil
    }

    private static func identity(of path: String) -> Identity? {
        status(of: path).map { Identity(device: UInt64($0.st_dev), inode: UInt64($0.st_ino)) }
    }

    static func parent(of path: String) -> String {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        return end == path.startIndex ? "/" : String(path[..<end])
    }

    /// Says what the system said; what only the operator can change is invalid, what may pass is unavailable.
    static func error(_ code: Int32, _ what: String) -> StoreError {
        let isPath = [ENOENT, ENOTDIR, EISDIR, ELOOP, ENAMETOOLONG].contains(code)
        return StoreError(isPath ? .invalid : .unavailable, "\(what): \(unsafe String(cString: strerror(code))).")
    }
}
