//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A text that is equal to no other: byte for byte, as names in tokens are compared (RFC 7515 §5.3, RFC 7519 §2).
///
/// Swift's own comparison takes a letter in one scalar and the same letter in two for equal.
struct ExactText: Hashable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }
}
