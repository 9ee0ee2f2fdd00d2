//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Scopes are kept as one text with a space between two, as OAuth writes them (RFC 6749 §3.3).
extension Set<Scope> {
    /// The sorted scopes as one text.
    ///
    /// - Throws: ``StoreError/Code/invalid`` for a scope that OAuth doesn't allow: with a space in it, one scope would
    ///   come back as two.
    func storedText() throws(StoreError) -> String {
        for scope in self where !scope.isWellFormed {
            throw StoreError(.invalid, "A scope is made of printable ASCII characters without spaces, \" and \\.")
        }
        return sorted().map(\.rawValue).joined(separator: " ")
    }

    init(storedText text: String) {
        self = Set(text.split(separator: " ").map { Scope(rawValue: String($0)) })
    }
}

extension Scope {
    /// Whether it is a scope-token of RFC 6749 §3.3.
    fileprivate var isWellFormed: Bool {
        !rawValue.isEmpty
            && rawValue.utf8.allSatisfy { byte in
                (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            }
    }
}
