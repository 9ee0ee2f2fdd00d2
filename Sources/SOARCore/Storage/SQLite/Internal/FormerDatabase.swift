//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A database that another one is to take the place of.
struct FormerDatabase {
    let file: DatabaseFile
    let keptPath: String
    /// Whether there is anything to keep.
    let exists: Bool

    init(file: DatabaseFile, label: String) {
        self.file = file
        keptPath = "\(file.path).before-restore-\(label)"
        exists = file.identity != nil
    }

    /// Refuses where somebody has it open, and where it isn't ours.
    func check() throws(StoreError) {
        guard exists else { return }
        guard DatabaseFile.status(of: keptPath) == nil else {
            throw StoreError(.conflict, "There is a file “\(keptPath)” already.")
        }
        try file.checkUnused()
    }

    /// Gives it and what is beside it a second name, and leaves nothing beside the first one.
    ///
    /// What waits in the write-ahead log is moved into the file first, so that there is no moment in which the one
    /// stands there without the other. A file too damaged for that is kept with its log as it is.
    func keep() throws(StoreError) {
        guard exists else { return }
        try file.checkUnused()
        do {
            try DatabaseInspection(file: file, configuration: .init(path: file.path)).run()
            try mergeLog()
        } catch  where error.code != .damaged && error.code != .newer {
            throw error
        } catch {}
        for name in [""] + DatabaseFile.companions where DatabaseFile.status(of: file.path + name) != nil {
            guard unsafe link(file.path + name, keptPath + name) == 0 else {
                throw DatabaseFile.error(errno, "The former database can't be kept as “\(keptPath)”")
            }
        }
        for name in DatabaseFile.companions { _ = unsafe unlink(file.path + name) }
        try DatabaseFile.synchronizeFolder(file.folder)
    }

    /// SQLite does that only where nobody else has the file open, so it is the last check too.
    private func mergeLog() throws(StoreError) {
        do {
            let queue = try DatabaseQueue(path: file.path)
            try queue.writeWithoutTransaction { database in
                guard try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE") == "delete" else {
                    throw DatabaseFile.inUse(file.path, by: nil)
                }
            }
            try queue.close()
        } catch {
            throw StoreError(sqlite: error, path: file.path)
        }
    }
}

extension DatabaseFile {
    /// Where SQLite puts its locks, in every database file ("File Locking And Concurrency" §5.1, `PENDING_BYTE`).
    private static let lockOffset = 0x4000_0000
    private static let lockLength = 512

    /// Refuses a file that another process has open as a database.
    ///
    /// Opens the file, so it must not be open in this process: see ``DatabaseFile``.
    func checkUnused() throws(StoreError) {
        let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw Self.error(errno, "“\(path)” can't be opened")
        }
        defer { close(descriptor) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(Self.lockOffset)
        lock.l_len = off_t(Self.lockLength)
        guard unsafe fcntl(descriptor, F_GETLK, &lock) == 0 else {
            throw Self.error(errno, "Whether “\(path)” is in use can't be found out")
        }
        guard lock.l_type == Int16(F_UNLCK) else { throw Self.inUse(path, by: lock.l_pid) }
    }

    static func inUse(_ path: String, by process: pid_t?) -> StoreError {
        let who = process.map { "process \($0)" } ?? "another process"
        return StoreError(.unavailable, "“\(path)” is in use by \(who). End the server first; nothing was changed.")
    }
}
