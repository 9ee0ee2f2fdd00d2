//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension AuditRow {
    /// The highest number of a record that anything in the database knows of.
    ///
    /// Who takes records from the end and sets SQLite's counter back leaves these traces, if there were any.
    static func highestKnown(in database: Database) throws -> Int64 {
        let traces = """
            SELECT max((SELECT coalesce(max(record_id), 0) FROM audit_segments),
                (SELECT coalesce(max(last_id), 0) FROM audit_forwarding))
            """
        return max(try highestNumber(in: database), try Int64.fetchOne(database, sql: traces) ?? 0)
    }
}
