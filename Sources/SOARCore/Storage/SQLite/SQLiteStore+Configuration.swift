//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension SQLiteStore {
    /// How a SQLite store is opened.
    public struct Configuration: Sendable {
        /// What to do where there is no file.
        public enum Opening: Sendable {
            /// Make one, and its folders.
            case createIfMissing
            /// Refuse: for programs that look into a database which a server keeps.
            case mustExist
        }

        /// The database file; a relative path starts at the current folder.
        public var path: String
        /// What to do where there is no file.
        public var opening = Opening.createIfMissing
        /// How many reads run side by side.
        public var readers = 5
        /// How long one access waits for a lock that another process holds before it gives up.
        ///
        /// What queues up behind such an access waits no longer than that either; the worst case is twice as long.
        public var busyTimeout: Duration = .seconds(5)
        /// How many audit records may wait for their commit; beyond that they are refused.
        public var maximumWaitingRecords = 10_000
        /// How many audit records go into one transaction.
        public var maximumRecordsPerCommit = 500
        /// How long a transaction waits for more audit records, where the one before held several; the other writes
        /// wait as long.
        public var gatheringTime: Duration = .microseconds(400)
        /// How many other changes may wait for their turn; beyond that they are refused.
        public var maximumWaitingChanges = 1_000
        /// How many bytes the file may have for every page of it to be checked at the start.
        ///
        /// The audit records of a larger one are left out of the check: it would take more than about a second.
        public var maximumCheckedBytes: Int64 = 256 * 1024 * 1024

        /// Told of every transaction of audit records, on the writing connection's queue: it must be quick.
        public var auditCommitted: @Sendable (AuditCommit) -> Void = { _ in }

        public init(path: String) { self.path = path }
    }

    /// One transaction of audit records.
    public struct AuditCommit: Hashable, Sendable {
        public var records: Int
        /// From the begin of the transaction to its end, or to its failure.
        public var duration: Duration
        public var succeeded: Bool
    }
}
