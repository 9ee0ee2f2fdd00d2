//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension AuditBlocks {
    /// The values that one record is found by.
    struct Values: Sendable, Hashable {
        private let tenant: String?
        private let tokenName: String?
        private let tokenID: Int64?
        private let action: String
        private let outcome: AuditRecord.Outcome
        private let hour: Int64

        init(_ record: AuditRecord) {
            tenant = record.tenant?.rawValue
            tokenName = record.tokenName
            tokenID = record.tokenID?.rawValue
            action = record.action
            outcome = record.outcome
            hour = AuditBlocks.hour(of: record.time.storedMilliseconds)
        }

        var marks: [Mark] {
            var marks = [
                Mark(field: .action, value: action.asStored.databaseValue),
                Mark(field: .outcome, value: outcome.rawValue.databaseValue),
                Mark(field: .hour, value: hour.databaseValue),
            ]
            if let tenant { marks.append(Mark(field: .tenant, value: tenant.asStored.databaseValue)) }
            if let tokenName { marks.append(Mark(field: .tokenName, value: tokenName.asStored.databaseValue)) }
            if let tokenID { marks.append(Mark(field: .tokenID, value: tokenID.databaseValue)) }
            return marks
        }
    }

    /// What is on disk already of the block that is being written, so that it isn't written for each record.
    struct Noted: Sendable {
        private var block: Int64?
        private var marks: Set<Mark> = []
        private var last: Values?

        /// Nothing is known to be on disk.
        init() {}

        /// Notes where the values of new records are.
        ///
        /// - Parameters:
        ///   - insertions: The records, in their order.
        ///   - first: The number of the first.
        ///   - database: The connection, in the transaction that appends them.
        /// - Throws: `DatabaseError` where that can't be written.
        mutating func note(_ insertions: [AuditInsertion], from first: Int64, in database: Database) throws {
            for (offset, insertion) in insertions.enumerated() {
                let block = AuditBlocks.block(of: first + Int64(offset))
                if block != self.block { self = Noted(block: block) }
                // Records in a row mostly say the same.
                guard insertion.values != last else { continue }
                last = insertion.values
                for mark in insertion.values.marks where marks.insert(mark).inserted {
                    let statement = try database.cachedStatement(
                        sql: "INSERT OR IGNORE INTO audit_blocks (field, value, block) VALUES (?, ?, ?)")
                    statement.setUncheckedArguments(Place(mark: mark, block: block).arguments)
                    try statement.execute()
                }
            }
        }

        private init(block: Int64) { self.block = block }
    }
}
