//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A JSON value (RFC 8259) that keeps 64-bit integers exact.
///
/// Playbook ids have 16 and more digits; a value that travels through `Double` would come back as another playbook.
/// So a number written without fraction and exponent that fits is an ``integer(_:)``, every other one a ``double(_:)``.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Makes an object; where a name is repeated the last value counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements))
    }
}

extension JSONValue {
    /// A string, or `null` where there is none.
    public init(_ string: String?) { self = string.map(JSONValue.string) ?? .null }
    /// An integer, or `null` where there is none.
    public init(_ integer: Int64?) { self = integer.map(JSONValue.integer) ?? .null }
    /// An integer.
    public init(_ integer: Int) { self = .integer(Int64(integer)) }
    /// An array of strings.
    public init(_ strings: some Sequence<String>) { self = .array(strings.map(JSONValue.string)) }
}
