//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A regular expression as it is written: parts inside parts.
indirect enum PatternTree: Sendable {
    case empty
    case character(UInt32)
    case set(PatternSet)
    case sequence([PatternTree])
    case alternatives([PatternTree])
    case repeated(PatternTree, minimum: Int, maximum: Int?)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    /// What must or must not follow, without being taken.
    case lookahead(PatternTree, isNegated: Bool)
}
