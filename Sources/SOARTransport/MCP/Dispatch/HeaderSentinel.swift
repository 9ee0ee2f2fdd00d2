//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Header values that hold more than a header may: `=?base64?…?=` around the UTF-8 text (MCP 2026-07-28, transports).
package enum HeaderSentinel {
    private static let prefix = "=?base64?".utf8
    private static let suffix = "?=".utf8

    /// The value; as it stands where the markers are not both there, nil where what is between them is unsound.
    ///
    /// Bytes are compared, for a marker counts to others too where an accent is joined to it.
    package static func decode(_ value: String) -> String? {
        let bytes = value.utf8
        guard bytes.count >= prefix.count + suffix.count, bytes.starts(with: prefix),
            bytes.suffix(suffix.count).elementsEqual(suffix)
        else { return value }
        let encoded = String(bytes.dropFirst(prefix.count).dropLast(suffix.count))
        return encoded.flatMap(Base64.decode).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
