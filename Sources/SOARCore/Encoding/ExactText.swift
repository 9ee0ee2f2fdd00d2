//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A text that is equal to no other: byte for byte, as names in JSON and in tokens are compared (RFC 8259 §8.3, RFC 7515 §5.3,
/// RFC 7519 §2).
///
/// Swift takes canonically equivalent strings for equal, the Kelvin sign for a K; other programs do not.
package struct ExactText: Hashable, Sendable {
    let text: String

    package init(_ text: String) { self.text = text }

    package static func == (lhs: Self, rhs: Self) -> Bool {
        // Most are told apart by their lengths, and the rest by what Swift takes for different: both are quick.
        guard lhs.text.utf8.count == rhs.text.utf8.count, lhs.text == rhs.text else { return false }
        var (left, right) = (lhs.text, rhs.text)
        return left.withUTF8 { left in right.withUTF8 { right in unsafe left.elementsEqual(right) } }
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
