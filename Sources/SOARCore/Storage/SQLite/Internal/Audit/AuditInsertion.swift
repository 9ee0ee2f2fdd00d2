//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import GRDB

import struct Foundation.Data

/// An audit record that is ready to be written: its values, and their bytes for the chain.
///
/// Made by whoever appends, so that the one connection that writes has less to do.
struct AuditInsertion: Sendable {
    private static let typicalLength = 512

    private let values: [DatabaseValue]
    /// All values but the number, as ``AuditEncoding`` has them.
    private let encoded: [UInt8]

    init(_ record: AuditRecord) {
        values = AuditRow.values(record)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.typicalLength)
        for value in values { AuditEncoding.append(value, to: &bytes) }
        encoded = bytes
    }

    /// Puts the record behind the end of the chain, which moves.
    ///
    /// - Returns: The values for `AuditRow.insertion`.
    func link(to head: inout AuditChainPoint) -> StatementArguments {
        head.id += 1
        var hash = SHA256()
        hash.update(data: head.hash)
        var number = [AuditEncoding.version]
        AuditEncoding.append(head.id, to: &number)
        hash.update(data: number)
        hash.update(data: encoded)
        head.hash = Array(hash.finalize())
        return StatementArguments(values + [head.id.databaseValue, Data(head.hash).databaseValue])
    }
}
