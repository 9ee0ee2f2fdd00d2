//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A system that audit records are handed on to.
///
/// ``AuditForwardingService`` calls one method at a time.
public protocol AuditDestination: Sendable {
    /// Under which its place is remembered, and which is shown; a constant.
    var name: String { get }
    /// What one batch may hold.
    var batchLimits: AuditBatchLimits { get }
    /// Whether ``deliver(_:)`` returns when the other side has said that it has the records.
    ///
    /// Where it hasn't, records count as delivered when the connection has stayed whole for a while after them, or when
    /// more was handed over after them than there is room for on the way.
    var acknowledges: Bool { get }
    /// Whether the connection over which records were handed over the last time is still whole.
    var isConnected: Bool { get }

    /// Hands records over in their order, all of them.
    ///
    /// - Returns: How many bytes that were.
    /// - Throws: ``AuditDeliveryError``; then any of them may have arrived, and all are handed over again.
    func deliver(_ records: [ChainedAuditRecord]) async throws(AuditDeliveryError) -> Int

    /// Closes the connection.
    ///
    /// - Returns: Whether everything that was handed over may be taken for received.
    func finish() async -> Bool
}

/// Why records could not be handed over.
public struct AuditDeliveryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Bounded, without control characters and without a secret.
    public let message: String

    public init(_ message: String) { self.message = message.bounded(to: 200) }

    public var description: String { message }
}
