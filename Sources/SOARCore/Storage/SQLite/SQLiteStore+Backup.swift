//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension SQLiteStore {
    /// Copies everything, as it is at one moment, into a file of its own, while the store is in use.
    ///
    /// The file appears under its name only when it is complete, on disk and checked; it belongs to its owner alone.
    /// Blocks while it reads and writes the disk.
    ///
    /// - Parameters:
    ///   - path: Where the copy goes.
    ///   - replacing: Whether a file that is there already is replaced.
    /// - Throws: ``StoreError/Code/invalid`` for a folder that isn't there, ``StoreError/Code/conflict`` for a file that
    ///   is there and stays, ``StoreError/Code/damaged`` where the copy is not sound, ``StoreError/Code/unavailable``
    ///   where it can't be written; nothing is left of it then.
    public func backUp(to path: String, replacing: Bool = false) throws(StoreError) {
        let target = try DatabaseFile(path)
        guard target.identity == nil || target.identity != database.identity else {
            throw StoreError(.invalid, "“\(path)” is the database itself; give another path.")
        }
        // A folder that isn't there is a slip, or a volume that is not mounted.
        guard DatabaseFile.status(of: target.folder) != nil else {
            throw StoreError(.invalid, "There is no folder “\(target.folder)” for the copy; make it first.")
        }
        if !replacing, target.identity != nil { throw StoreError(.conflict, "There is a file “\(path)” already.") }
        if replacing { try target.checkUnused() }
        try target.create(replacing ? .isReplaced : .isRefused) { draft throws(StoreError) in
            try DatabaseCopy.fill(draft) { queue in try database.copy(to: queue) }
        }
    }

    /// Puts a backup in the place of a database that nobody uses, and keeps the former file beside it.
    ///
    /// Not to be used in a process that has that database open. Blocks while it reads and writes the disk.
    ///
    /// - Parameters:
    ///   - backup: The path of a file made by ``backUp(to:replacing:)``, or of any database of this program.
    ///   - path: Whose place it takes; there need not be a file.
    ///   - label: What tells the former file from others that are kept; part of its name.
    /// - Returns: Where the former file is now; nil where there was none.
    /// - Throws: ``StoreError/Code/unavailable`` while anybody has the database open, ``StoreError/Code/foreign``,
    ///   ``StoreError/Code/newer`` and ``StoreError/Code/damaged`` for a backup that can't be used; nothing was changed
    ///   then.
    public static func restore(
        _ backup: String, to path: String, label: String
    ) throws(StoreError) -> String? {
        let (source, target) = (try DatabaseFile(backup), try DatabaseFile(path))
        guard try source.check() else { throw StoreError(.invalid, "There is no file “\(backup)”.") }
        guard source.identity != target.identity else {
            throw StoreError(.invalid, "“\(backup)” is the database itself; give the path of a backup.")
        }
        var configuration = Configuration(path: backup)
        configuration.maximumCheckedBytes = .max
        try DatabaseInspection(file: source, configuration: configuration).run()
        let former = FormerDatabase(file: target, label: label)
        try former.check()
        try target.create(former.exists ? .isReplaced : .isRefused) { draft throws(StoreError) in
            try DatabaseCopy.fill(draft) { queue in
                let origin = try DatabaseQueue(
                    path: source.path, configuration: SQLiteDatabase.connection(configuration))
                try origin.backup(to: queue)
                try origin.close()
            }
            try former.keep()
        }
        return former.exists ? former.keptPath : nil
    }
}
