//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A law that an input breaks.
package struct FuzzFinding: Error, CustomStringConvertible {
    package let description: String
}

/// Throws a finding where the law does not hold.
func expect(_ law: Bool, _ description: @autoclosure () -> String) throws(FuzzFinding) {
    guard law else { throw FuzzFinding(description: description()) }
}

/// Whether two texts are the same to every program, not only canonically equivalent.
func isSame(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }

/// The lines of an input; the last one has whatever is left.
func lines(_ input: [UInt8], atMost count: Int) -> [[UInt8]] {
    input.split(separator: 0x0A, maxSplits: count - 1, omittingEmptySubsequences: false).map(Array.init)
}
