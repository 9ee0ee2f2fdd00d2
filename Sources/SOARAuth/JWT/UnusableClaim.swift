//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A claim that is missing or not of its type.
package struct UnusableClaim: Error, Hashable, Sendable {
    package let name: String

    init(_ name: String) { self.name = name }
}
