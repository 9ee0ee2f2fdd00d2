//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A value that must not be printed: it has no description, no mirror and no encoding.
public struct Secret<Value: Sendable>: Sendable {
    /// The value in clear; say this word only where it leaves for where it belongs.
    public let exposed: Value

    public init(_ value: Value) { exposed = value }
}

extension Secret: Equatable where Value: Equatable {}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
