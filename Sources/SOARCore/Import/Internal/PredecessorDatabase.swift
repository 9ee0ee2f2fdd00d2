//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB

/// The source of an import: opened in a way that leaves the file and its folder as they are.
final class PredecessorDatabase: Sendable {
    /// What tells that somebody wrote to a file.
    private struct Stamp: Equatable {
        var identity: DatabaseFile.Identity?
        var size: Int64
        var seconds: Int
        var nanoseconds: Int
    }

    private let path: String
    private let queue: DatabaseQueue
    /// Where a copy is, if one was needed.
    private let copyFolder: String?
    private let stamps: [Stamp?]

    /// Opens the file and sees whether it is the predecessor's.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - scratchFolder: A private folder for a copy; only a source with an unfinished transaction beside it needs one.
    /// - Throws: ``ImportError``.
    init(_ path: String, scratchFolder: String) throws {
        self.path = path
        guard let status = DatabaseFile.status(of: path) else {
            throw ImportError(.unavailable, "There is no file “\(path)”, or it can't be reached.")
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size >= DatabaseFile.minimumSize else {
            throw ImportError(.foreign, "“\(path)” is no database.")
        }
        stamps = Self.stamps(of: path)
        let isFinished = Self.unfinished.allSatisfy { (DatabaseFile.status(of: path + $0)?.st_size ?? 0) == 0 }
        (queue, copyFolder) = try Self.open(path, isFinished: isFinished, scratchFolder)
        do {
            try read { try Self.inspect($0) }
        } catch {
            close()
            throw error
        }
    }

    func read<Value>(_ body: (SourceReader) throws -> Value) throws -> Value {
        try queue.read { try body(SourceReader(database: $0, path: path)) }
    }

    /// - Throws: ``ImportError/Code/changed`` where the file is not what it was when it was opened.
    func checkUnchanged() throws(ImportError) {
        guard Self.stamps(of: path) == stamps else {
            throw ImportError(
                .changed, "“\(path)” was written to while it was read. Stop the program that uses it, and try again.")
        }
    }

    /// Files in which SQLite keeps what is not in the main file yet.
    private static let unfinished = ["-wal", "-journal"]

    private static func stamps(of path: String) -> [Stamp?] {
        ([""] + unfinished).map { suffix in
            DatabaseFile.status(of: path + suffix).map { status in
                Stamp(
                    identity: DatabaseFile.Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)),
                    size: Int64(status.st_size),
                    seconds: Int(status.st_mtim.tv_sec), nanoseconds: Int(status.st_mtim.tv_nsec))
            }
        }
    }

    private static func open(
        _ path: String, isFinished: Bool, _ scratchFolder: String
    ) throws -> (DatabaseQueue, copyFolder: String?) {
        if isFinished {
            var configuration = reading
            configuration.readonly = true
            // No lock is taken, and no file appears beside it. Where SQLite takes no URIs this names no file.
            if let queue = try? DatabaseQueue(
                path: DatabaseInspection.immutableURI(path), configuration: configuration)
            {
                return (queue, nil)
            }
        }
        let folder = try copy(path, into: scratchFolder)
        do {
            return (try DatabaseQueue(path: folder + "/copy.db", configuration: reading), folder)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            if let error = error as? DatabaseError { throw ImportError(source: error, path: path) }
            throw ImportError(.unavailable, "“\(path)” can't be opened.")
        }
    }

    /// Copies the file and what is not in it yet, so that SQLite can put them together somewhere else.
    private static func copy(_ path: String, into scratchFolder: String) throws(ImportError) -> String {
        let folder = "\(scratchFolder)/import-\(UUID().uuidString)"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            for suffix in [""] + unfinished where DatabaseFile.status(of: path + suffix) != nil {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: folder + "/copy.db" + suffix)
            }
            return folder
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw ImportError(.unavailable, "“\(path)” has an unfinished transaction beside it and can't be copied.")
        }
    }

    private static var reading: GRDB.Configuration {
        var reading = GRDB.Configuration()
        reading.label = "soar-mcp-import"
        reading.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
        }
        return reading
    }

    /// Closes the file and takes its copy away; nothing can be read afterwards.
    func close() {
        try? queue.close()
        guard let copyFolder else { return }
        try? FileManager.default.removeItem(atPath: copyFolder)
    }
}
