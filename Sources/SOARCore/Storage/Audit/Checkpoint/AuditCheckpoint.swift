//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// What the audit log's chain was at some time, to be kept where nobody who can write the database can write.
///
/// Who changes the database can compute every hash in it anew; what was signed and kept elsewhere still tells.
public struct AuditCheckpoint: Hashable, Sendable {
    /// The last record at that time.
    public var point: AuditChainPoint
    /// How many records there were since the beginning, those included that were taken out.
    public var count: Int64
    public var time: Date

    public init(point: AuditChainPoint, count: Int64, time: Date) {
        self.point = point
        self.count = count
        self.time = time
    }
}
