//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What is wrong with a restriction, and what is accepted.
public struct RestrictionFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A clause without its full stop.
    public let description: String

    public init(_ description: String) { self.description = description }

    /// A value that is none of those accepted.
    static func unacceptable(_ what: String, _ value: String, accepted: String) -> RestrictionFault {
        RestrictionFault("\(what) must be \(accepted), not '\(value.bounded(to: 80))'")
    }
}
