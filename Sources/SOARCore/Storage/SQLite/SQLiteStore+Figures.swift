//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

public import struct Foundation.Date

extension SQLiteStore {
    /// How large a database is, and what waits for it.
    public struct Figures: Hashable, Sendable {
        /// Bytes of the database file.
        public var fileBytes: Int64
        /// Bytes of the write-ahead log.
        public var logBytes: Int64
        public var pageBytes: Int64
        /// Pages in all, the unused ones among them.
        public var pages: Int64
        public var unusedPages: Int64
        /// Audit records that wait for their transaction.
        public var waitingRecords: Int
        /// Other changes that wait for their turn.
        public var waitingChanges: Int
    }

    /// How many API tokens there are.
    public struct TokenCounts: Hashable, Sendable {
        public var enabled = 0
        public var disabled = 0
        public var revoked = 0
        /// Enabled ones whose time has run out; they don't count as enabled.
        public var expired = 0
        /// Of the enabled ones, those that end before the given time.
        public var expiring = 0
    }

    /// How large the database is now, and what waits for it.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be read.
    public func figures() async throws(StoreError) -> Figures {
        let (size, count, unused): (Int64, Int64, Int64) = try await database.read { database in
            func pragma(_ name: String) throws -> Int64 {
                try Int64.fetchOne(database, sql: "PRAGMA \(name)") ?? 0
            }
            return (try pragma("page_size"), try pragma("page_count"), try pragma("freelist_count"))
        }
        return Figures(
            fileBytes: database.file.bytes(), logBytes: database.file.bytes(of: "-wal"), pageBytes: size, pages: count,
            unusedPages: unused, waitingRecords: committer.waitingCount, waitingChanges: database.waitingChangeCount)
    }

    /// Each of the counts walks over its own part of an index, and over no token.
    static let tokenCounting = """
        SELECT
            (SELECT count(*) FROM api_tokens WHERE state = 'enabled' AND expires_at IS NULL)
                + (SELECT count(*) FROM api_tokens WHERE state = 'enabled' AND expires_at > ?1),
            (SELECT count(*) FROM api_tokens WHERE state = 'disabled'),
            (SELECT count(*) FROM api_tokens WHERE state = 'revoked'),
            (SELECT count(*) FROM api_tokens WHERE state = 'enabled' AND expires_at <= ?1),
            (SELECT count(*) FROM api_tokens WHERE state = 'enabled' AND expires_at > ?1 AND expires_at <= ?2)
        """

    /// How many API tokens are in which state.
    ///
    /// - Parameters:
    ///   - now: The time that expiry is measured by.
    ///   - soon: Enabled tokens that end before it are counted as expiring.
    /// - Returns: The numbers.
    /// - Throws: ``StoreError/Code/unavailable`` where the database can't be read.
    public func tokenCounts(at now: Date, expiringBefore soon: Date) async throws(StoreError) -> TokenCounts {
        let (now, soon) = (now.storedMilliseconds, soon.storedMilliseconds)
        return try await database.read { database in
            let statement = try database.cachedStatement(sql: Self.tokenCounting)
            guard let row = try Row.fetchOne(statement, arguments: StatementArguments(stored: now, soon)) else {
                throw RowReader.Unreadable()
            }
            var reader = RowReader(row)
            func next() throws -> Int { Int(try reader.next(Int64.self)) }
            return TokenCounts(
                enabled: try next(), disabled: try next(), revoked: try next(), expired: try next(),
                expiring: try next())
        }
    }
}

extension DatabaseFile {
    /// Bytes of the file, or of one beside it; 0 where there is none.
    func bytes(of companion: String = "") -> Int64 { Int64(Self.status(of: path + companion)?.st_size ?? 0) }
}
