//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// What SQLite said, without the statement and its arguments: those hold hashes and settings.
struct SQLiteFault: Error, CustomStringConvertible {
    /// SQLite's extended result code.
    var code: Int32
    var message: String

    init(_ error: DatabaseError) {
        code = error.extendedResultCode.rawValue
        message = error.message ?? ""
    }

    var description: String { "SQLite error \(code): \(message)" }
}

extension StoreError {
    /// Translates whatever an access to the database threw.
    init(sqlite error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(error, path: path)
        case is CancellationError:
            self.init(.unavailable, "The caller gave up before the database answered.")
        default:
            // GRDB's decoding errors quote the row: say only which kind it was.
            self.init(.damaged, "The database “\(path)” holds something that can't be read (\(type(of: error))).")
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let fault = SQLiteFault(error)
        let (code, reason): (Code, String) =
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: (.unavailable, "is locked by another process")
            case .SQLITE_FULL: (.unavailable, "can't grow: the disk is full")
            case .SQLITE_READONLY: (.unavailable, "can't be written")
            case .SQLITE_IOERR: (.unavailable, "can't be read from or written to disk")
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: (.unavailable, "can't be opened")
            case .SQLITE_NOMEM: (.unavailable, "needs more memory than there is")
            case .SQLITE_CORRUPT, .SQLITE_FORMAT: (.damaged, "is damaged; restore it from a backup")
            case .SQLITE_NOTADB: (.damaged, "is no SQLite database")
            case .SQLITE_ERROR, .SQLITE_SCHEMA: (.damaged, "is not built as expected")
            case .SQLITE_CONSTRAINT:
                switch error.extendedResultCode {
                case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
                    (.conflict, "has such an entry already")
                default: (.invalid, "does not take that value")
                }
            case .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE: (.invalid, "does not take that value")
            default: (.unavailable, "can't be asked")
            }
        self.init(code, "The database “\(path)” \(reason).", cause: fault)
    }
}
