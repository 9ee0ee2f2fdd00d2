//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// A value that can be replaced while it is in use: whoever reads gets all of the former one or all of the new one.
package final class Live<Value: Sendable>: Sendable {
    private let current: Mutex<Value>

    package init(_ value: Value) { current = Mutex(value) }

    package var value: Value { current.withLock(\.self) }

    package func replace(with value: Value) { current.withLock { $0 = value } }
}
