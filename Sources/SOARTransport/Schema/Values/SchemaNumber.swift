//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// A number that compares exactly: 2^53 + 1 is not the double next to it.
enum SchemaNumber: Hashable, Sendable {
    case integer(Int64)
    /// A fraction, or a number beyond 64 bits.
    case double(Double)

    /// The number; nil where the value is none.
    init?(_ value: JSONValue) {
        switch value {
        case .integer(let integer): self = .integer(integer)
        case .double(let double): self = Int64(exactly: double).map(SchemaNumber.integer) ?? .double(double)
        default: return nil
        }
    }

    var isFinite: Bool {
        switch self {
        case .integer: true
        case .double(let double): double.isFinite
        }
    }

    /// As people write it, without a fraction where there is none.
    var text: String {
        switch self {
        case .integer(let integer): String(integer)
        case .double(let double): String(double)
        }
    }
}

extension SchemaNumber: Comparable {
    static func < (lhs: SchemaNumber, rhs: SchemaNumber) -> Bool {
        switch (lhs, rhs) {
        case (.integer(let lhs), .integer(let rhs)): lhs < rhs
        case (.double(let lhs), .double(let rhs)): lhs < rhs
        case (.integer(let lhs), .double(let rhs)): isLess(lhs, rhs)
        case (.double(let lhs), .integer(let rhs)): !lhs.isNaN && !isLess(rhs, lhs)
        }
    }

    /// Compares with a double that is no 64-bit integer, so the two are never equal.
    private static func isLess(_ integer: Int64, _ double: Double) -> Bool {
        guard !double.isNaN else { return false }
        guard double < 0x1p63 else { return true }
        guard double >= -0x1p63 else { return false }
        return integer <= Int64(double.rounded(.down))
    }
}
