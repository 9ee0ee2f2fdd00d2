//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A point of the contract that a verifier doesn't keep.
public struct ContractViolation: Hashable, Sendable, CustomStringConvertible {
    /// The points of the contract.
    public enum Point: String, Sendable, CaseIterable {
        /// A good token is accepted, and its caller is sane.
        case accepts
        /// A bad token is refused, and near misses of good ones.
        case refuses
        /// The same token gets the same answer.
        case isDeterministic
        /// Many at once get what one gets.
        case isConcurrent
        /// The token is in nothing that may be printed.
        case keepsTheTokenSecret
        /// Every check ends in time.
        case endsInTime
        /// An outage is neither a refusal nor a pass.
        case failsClosed
        /// A cancelled check ends.
        case endsWhenCancelled
    }

    public var point: Point
    /// What was seen, without any token.
    public var explanation: String

    public var description: String { "\(point.rawValue): \(explanation)" }
}
