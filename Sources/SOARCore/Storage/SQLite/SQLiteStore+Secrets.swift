//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// A column that holds sealed values.
///
/// Whoever adds such a column adds it to the list, or a change of the key forgets it.
struct SealedColumn {
    let table: String
    let key: String
    let column: String
    /// From the row's key to what its value is for.
    let purpose: @Sendable (_ key: String) -> String

    static let all = [
        SealedColumn(table: "secrets", key: "purpose", column: "sealed", purpose: { $0 }),
        SealedColumn(
            table: "tenants", key: "id", column: "platform_token",
            purpose: { PlatformConnection.tokenPurpose(of: TenantID(rawValue: $0)) }),
    ]
}

extension SQLiteStore {
    public func sealedSecrets() async throws(StoreError) -> [String: String] {
        try await database.read { database in
            var secrets: [String: String] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT purpose, sealed FROM secrets") {
                var row = RowReader(row)
                secrets[try row.next()] = try row.next(String.self)
            }
            return secrets
        }
    }

    public func setSealedSecret(
        _ purpose: String, to sealed: String?, by operator: Operator?
    ) async throws(StoreError) {
        try await database.write { database in
            if let `operator` {
                try AuditRow.insert([.secretChange(purpose, to: sealed, `operator`)], in: database)
            }
            guard let sealed else {
                try database.execute(
                    sql: "DELETE FROM secrets WHERE purpose = ?", arguments: StatementArguments(stored: purpose))
                return
            }
            let sql = """
                INSERT INTO secrets (purpose, sealed) VALUES (?, ?)
                ON CONFLICT (purpose) DO UPDATE SET sealed = excluded.sealed
                """
            try database.execute(sql: sql, arguments: StatementArguments(stored: purpose, sealed))
        }
    }

    /// Every sealed value, wherever it is.
    public func sealedValues() async throws(StoreError) -> [SealedValue] {
        try await database.read { database in try Self.sealedValues(database) }
    }

    /// Shows all sealed values to somebody and stores those that come back changed, in one transaction.
    ///
    /// - Parameters:
    ///   - operator: Who has them changed, for the audit log; nil where that is on record already.
    ///   - change: Gets all, and returns those that are to be stored.
    /// - Returns: How many were changed.
    /// - Throws: ``StoreError``, and what the closure throws; then nothing is changed.
    func changeSealedValues(
        by operator: Operator?, _ change: @escaping @Sendable ([SealedValue]) throws(SealError) -> [SealedValue]
    ) async throws -> Int {
        let result: Result<Int, SealError> = try await database.write { database in
            let values = try Self.sealedValues(database)
            let changed: [SealedValue]
            do throws(SealError) { changed = try change(values) } catch { return .failure(error) }
            if let `operator` {
                try AuditRow.insert([.reseal(changed.count, `operator`)], in: database)
            }
            for value in changed {
                let place = SealedColumn.all[value.place]
                try database.execute(
                    sql: "UPDATE \(place.table) SET \(place.column) = ? WHERE \(place.key) = ?",
                    arguments: StatementArguments(stored: value.sealed, value.key))
            }
            return .success(changed.count)
        }
        return try result.get()
    }

    private static func sealedValues(_ database: Database) throws -> [SealedValue] {
        try SealedColumn.all.enumerated().flatMap { index, place in
            let sql = "SELECT \(place.key), \(place.column) FROM \(place.table) WHERE \(place.column) IS NOT NULL"
            return try Row.fetchAll(database, sql: sql).map { row in
                var row = RowReader(row)
                let key = try row.next(String.self)
                return SealedValue(purpose: place.purpose(key), sealed: try row.next(), place: index, key: key)
            }
        }
    }
}
