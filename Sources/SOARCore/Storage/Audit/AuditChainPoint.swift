//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A place in the audit log's chain: a record and the hash that stands for it and for everything before it.
public struct AuditChainPoint: Hashable, Sendable {
    /// Before the first record.
    public static let start = AuditChainPoint(id: 0, hash: [UInt8](repeating: 0, count: hashLength))

    /// Length of a SHA-256 hash in bytes.
    static let hashLength = 32

    /// The record's number.
    public var id: Int64
    /// The record's hash, 32 bytes.
    public var hash: [UInt8]

    public init(id: Int64, hash: [UInt8]) {
        self.id = id
        self.hash = hash
    }
}
