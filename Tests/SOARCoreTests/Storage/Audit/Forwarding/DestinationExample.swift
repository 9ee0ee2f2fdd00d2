//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Hands records to whatever takes lines: a queue of messages, a pipe, a file on another machine.
struct LineDestination: AuditDestination {
    let name = "lines"
    let batchLimits = AuditBatchLimits(records: 100, bytes: 64 * 1024)
    let acknowledges = true  // `write` returns when the other side has the lines
    let isConnected = true
    let write: @Sendable ([String]) async throws -> Void

    func deliver(_ records: [ChainedAuditRecord]) async throws(AuditDeliveryError) -> Int {
        let lines = records.map { JSONValue.object($0.json).text() + "\n" }
        do {
            try await write(lines)
        } catch {
            throw AuditDeliveryError("the lines were not taken")  // all of them are handed over again
        }
        return lines.map(\.utf8.count).reduce(0, +)
    }

    func finish() async -> Bool { true }
}
