//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension StatementArguments {
    /// Arguments with every text as it is stored; the one way in which texts get into a statement here.
    init(stored values: (any DatabaseValueConvertible)?...) {
        self.init(values.map(Self.stored))
    }

    /// Adds one more.
    mutating func append(stored value: any DatabaseValueConvertible) {
        self += StatementArguments([Self.stored(value)])
    }

    private static func stored(_ value: (any DatabaseValueConvertible)?) -> (any DatabaseValueConvertible)? {
        if let text = value as? String { text.asStored } else { value }
    }
}

/// For statements that run so often that the boxes of `StatementArguments(stored:)` would be felt.
extension DatabaseValue {
    /// A text as it is stored.
    static func text(_ text: String?) -> DatabaseValue { text?.asStored.databaseValue ?? .null }

    /// An integer.
    static func integer(_ integer: Int64?) -> DatabaseValue { integer?.databaseValue ?? .null }
}
