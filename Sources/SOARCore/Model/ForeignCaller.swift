//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A caller whose token is none of ours, as one text: the key of what is counted, and of what waits for approval.
///
/// A subject is unique for its issuer only (RFC 7519 §4.1.2), so the issuer is part of it, with its length: no two pairs make
/// the same text.
package struct ForeignCaller: Hashable, Sendable {
    private static let alone = "subject:"
    private static let issued = "issuer:"

    package let text: String

    package init(issuer: String?, subject: String) {
        text = issuer.map { "\(Self.issued)\($0.utf8.count):\($0):\(subject)" } ?? Self.alone + subject
    }

    /// The subject in such a text; nil where it is another kind of text.
    package static func subject(in text: String) -> String? {
        if text.hasPrefix(alone) { return String(text.dropFirst(alone.count)) }
        guard text.hasPrefix(issued) else { return nil }
        let rest = text.dropFirst(issued.count)
        guard let colon = rest.firstIndex(of: ":"), let length = Int(rest[..<colon]) else { return nil }
        return String(decoding: rest[colon...].utf8.dropFirst(length + 2), as: UTF8.self)
    }
}
