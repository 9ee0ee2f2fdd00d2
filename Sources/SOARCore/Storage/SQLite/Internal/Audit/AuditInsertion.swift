//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto

/// An audit record that is ready to be written: its values as the bytes of the chain, which the database gets them from.
///
/// Made by whoever appends, so that the one connection that writes has less to do.
struct AuditInsertion: Sendable {
    private static let typicalLength = 512

    /// All values but the number, as ``AuditEncoding`` has them.
    let encoded: [UInt8]
    /// What the record can be found by.
    let values: AuditBlocks.Values

    init(_ record: AuditRecord) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.typicalLength)
        AuditRow.encode(record, to: &bytes)
        encoded = bytes
        values = AuditBlocks.Values(record)
    }

    /// Puts the record behind the end of the chain, which moves there.
    func link(to head: inout AuditChainPoint) {
        head.id += 1
        var hash = SHA256()
        hash.update(data: head.hash)
        var number = [AuditEncoding.version]
        AuditEncoding.append(head.id, to: &number)
        hash.update(data: number)
        hash.update(data: encoded)
        head.hash = Array(hash.finalize())
    }
}
