//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A part of the database that is not as this program builds it.
///
/// A trigger that somebody adds can have records left out, and without one of ours they can be changed. Tables, views
/// and indexes that somebody adds do nothing by themselves.
public struct SchemaFault: Hashable, Sendable {
    /// What is wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// Somebody else's trigger.
        case foreign
        /// It is not there.
        case missing
        /// It is another one than it was made as.
        case changed
    }

    public var kind: Kind
    /// What it is: `table`, `index` or `trigger`.
    public var type: String
    /// Its name; bounded, without control characters.
    public var name: String

    public init(_ kind: Kind, type: String, name: String) {
        self.kind = kind
        self.type = type
        self.name = name
    }
}
