//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

package import SOARCore

extension Scope {
    /// Whether it is a word that can stand in a list of scopes (RFC 6749 §3.3).
    package var isToken: Bool {
        !rawValue.isEmpty
            && rawValue.utf8.allSatisfy {
                (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
    }
}
