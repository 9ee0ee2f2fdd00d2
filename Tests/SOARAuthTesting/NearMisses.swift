//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import SOARAuth

/// Tokens that nobody issued: some nearly like a good one, some like nothing.
enum NearMisses {
    /// Each with a name for the explanation.
    static func of(_ token: String) -> [(name: String, token: String)] {
        let middle = token.index(token.startIndex, offsetBy: token.count / 2)
        let digest = SHA256.hash(data: Array(token.utf8))
        let all = [
            ("its first half", String(token[..<middle])),
            ("all but its last character", String(token.dropLast())),
            ("all but its first character", String(token.dropFirst())),
            ("itself and one character", token + "A"),
            ("one character and itself", "A" + token),
            ("itself in upper case", token.uppercased()),
            ("itself in lower case", token.lowercased()),
            ("itself with its first character changed", changed(token, at: token.startIndex)),
            ("itself with its middle character changed", changed(token, at: middle)),
            ("itself with white space behind", token + " "),
            ("itself with white space before", " " + token),
            ("itself with a line feed behind", token + "\n"),
            ("itself with NUL behind", token + "\0"),
            ("itself and what stands behind NUL", token + "\0A"),
            ("itself twice", token + token),
            ("its SHA-256", digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()),
        ]
        return all.filter { $0.1 != token }
    }

    static let junk: [(name: String, token: String)] = [
        ("an empty token", ""), ("one dot", "."), ("two dots", ".."), ("four dots", "...."), ("white space", " "),
        ("16 KiB", String(repeating: "A", count: BearerToken.maximumLength)),
        ("16 KiB of dots", String(repeating: ".", count: BearerToken.maximumLength)),
        ("non-ASCII", "töken→💥"), ("NUL", "\0"), ("a path", "../../etc/passwd"), ("SQL", "' OR '1'='1"),
    ]

    private static func changed(_ token: String, at index: String.Index) -> String {
        guard index < token.endIndex else { return token }
        var changed = token
        changed.replaceSubrange(index...index, with: token[index] == "A" ? "B" : "A")
        return changed
    }
}
