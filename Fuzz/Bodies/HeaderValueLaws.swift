//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARTransport

/// What holds for header values that may be Base64 between two markers.
enum HeaderValueLaws {
    private static let prefix = Array("=?base64?".utf8)
    private static let suffix = Array("?=".utf8)

    static func check(_ input: [UInt8]) throws(FuzzFinding) {
        let value = String(decoding: input, as: UTF8.self)
        let decoded = HeaderSentinel.decode(value)
        if isMarked(value) {
            if let decoded {
                try expect(isSame(encode(decoded), value), "'\(value)' and '\(encode(decoded))' are both one text.")
            }
        } else {
            try expect(
                decoded.map { isSame($0, value) } ?? false, "The plain '\(value)' becomes \(decoded ?? "nothing").")
        }
        // The input as the text that a client wants to send.
        let encoded = encode(value)
        let again = HeaderSentinel.decode(encoded)
        try expect(again.map { isSame($0, value) } ?? false, "'\(encoded)' becomes \(again ?? "nothing").")
    }

    /// Whether both markers are there, byte for byte, and do not overlap.
    private static func isMarked(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        return bytes.count >= prefix.count + suffix.count && bytes.starts(with: prefix)
            && bytes.suffix(suffix.count).elementsEqual(suffix)
    }

    /// What a client writes for a text.
    private static func encode(_ text: String) -> String {
        "=?base64?\(Data(text.utf8).base64EncodedString())?="
    }
}
