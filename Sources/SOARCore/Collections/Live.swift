//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

package import Synchronization

/// A value that can be replaced while it is in use: whoever reads gets all of the former one or all of the new one.
package final class Live<Value: Sendable>: Sendable {
    @usableFromInline let current: Mutex<Value>

    @inlinable
    package init(_ value: Value) { current = Mutex(value) }

    @inlinable package var value: Value { current.withLock(\.self) }

    @inlinable
    package func replace(with value: Value) { current.withLock { $0 = value } }
}
