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

/// Small files that belong to their owner alone.
enum PrivateFile {
    /// What went wrong, with the path.
    struct Fault: Error {
        var message: String
        /// Whether only the operator can mend it; otherwise it may pass.
        var isForOperator = false
    }

    /// The file's content; nil where there is none of that name.
    ///
    /// - Throws: ``Fault`` for a file that others can read, one that is too long, and what the system objects to.
    static func read(_ path: String, maximumBytes: Int) throws(Fault) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw fault("“\(path)” can't be opened")
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw fault("“\(path)” can't be looked at") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Fault(message: "“\(path)” is not a file.", isForOperator: true)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Fault(
                message: "“\(path)” can be read or written by others. Run: chmod 600 \(path)", isForOperator: true)
        }
        guard status.st_size <= maximumBytes else {
            throw Fault(message: "“\(path)” is longer than \(maximumBytes) bytes.", isForOperator: true)
        }
        var bytes = [UInt8](repeating: 0, count: maximumBytes)
        let count = unsafe Glibc.read(descriptor, &bytes, maximumBytes)
        guard count >= 0 else { throw fault("“\(path)” can't be read") }
        return Array(bytes.prefix(count))
    }

    /// Makes a file; one that is there already stays as it is.
    static func create(_ path: String, _ content: [UInt8]) throws(Fault) {
        try writeDraft(of: path, content) { draft throws(Fault) in
            guard unsafe link(draft, path) == 0 || errno == EEXIST else { throw fault("“\(path)” can't be created") }
            _ = unsafe unlink(draft)
        }
    }

    /// Puts a new content in the place of the old one, at once and as a whole.
    static func replace(_ path: String, _ content: [UInt8]) throws(Fault) {
        try writeDraft(of: path, content) { draft throws(Fault) in
            guard unsafe rename(draft, path) == 0 else { throw fault("“\(path)” can't be replaced") }
        }
    }

    /// Writes the content beside the file, down to the disk, lets it be put in place, and makes that last too.
    private static func writeDraft(
        of path: String, _ content: [UInt8], _ place: (_ draft: String) throws(Fault) -> Void
    ) throws(Fault) {
        let draft = "\(path).new-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o600))
        guard descriptor >= 0 else { throw fault("“\(path)” can't be written") }
        do throws(Fault) {
            defer { close(descriptor) }
            guard unsafe write(descriptor, content, content.count) == content.count, fsync(descriptor) == 0 else {
                throw fault("“\(path)” can't be written")
            }
        } catch {
            _ = unsafe unlink(draft)
            throw error
        }
        do throws(Fault) {
            try place(draft)
        } catch {
            _ = unsafe unlink(draft)
            throw error
        }
        try synchronizeFolder(of: path)
    }

    private static func synchronizeFolder(of path: String) throws(Fault) {
        let descriptor = unsafe open(DatabaseFile.parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault("The folder of “\(path)” can't be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw fault("The folder of “\(path)” can't be written") }
    }

    private static func fault(_ what: String) -> Fault {
        let code = errno
        return Fault(
            message: "\(what): \(unsafe String(cString: strerror(code))).",
            isForOperator: [EACCES, EPERM, ENOENT, ENOTDIR, EISDIR, EROFS, ELOOP, ENAMETOOLONG].contains(code))
    }
}
