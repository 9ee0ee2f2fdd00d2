//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Header values that hold more than a header may: `=?base64?…?=` around the UTF-8 text (MCP 2026-07-28, transports).
enum HeaderSentinel {
    private static let prefix = "=?base64?"
    private static let suffix = "?="

    /// The value; as it stands where the markers are not both there, nil where what is between them is unsound.
    static func decode(_ value: String) -> String? {
        guard value.hasPrefix(prefix), value.hasSuffix(suffix), value.count >= prefix.count + suffix.count else {
            return value
        }
        let encoded = value.dropFirst(prefix.count).dropLast(suffix.count)
        return Base64.decode(encoded).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
