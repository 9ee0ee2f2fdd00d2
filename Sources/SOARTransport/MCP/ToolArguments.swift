//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// A tool's arguments; each accessor checks one and says which is wrong and what is accepted.
public struct ToolArguments: Sendable {
    /// The arguments as they came.
    public let values: JSONObject

    public init(_ values: JSONObject) { self.values = values }

    /// Refuses arguments of other names.
    ///
    /// - Throws: ``ToolFailure`` that names the first one.
    public func allow(only names: [String]) throws(ToolFailure) {
        guard let stranger = values.names.first(where: { !names.contains($0) }) else { return }
        let accepted = names.isEmpty ? "none" : names.joined(separator: ", ")
        throw ToolFailure("There is no argument '\(stranger.bounded)'. Accepted: \(accepted).")
    }

    /// The argument; nil where it is absent or null.
    public func value(_ name: String) -> JSONValue? {
        guard let value = values[name], !value.isNull else { return nil }
        return value
    }

    /// A string; nil where it is absent or null.
    public func string(_ name: String, maximumLength: Int = 4096) throws(ToolFailure) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw wrong(name, "a string", value) }
        guard text.utf8.count <= maximumLength else {
            throw ToolFailure("The argument '\(name)' is too long. Accepted: at most \(maximumLength) bytes.")
        }
        return text
    }

    /// An integer within bounds; nil where it is absent or null.
    public func integer(_ name: String, in range: ClosedRange<Int64>) throws(ToolFailure) -> Int64? {
        guard let value = value(name) else { return nil }
        guard let integer = value.integerValue, range.contains(integer) else {
            throw wrong(name, "an integer from \(range.lowerBound) to \(range.upperBound)", value)
        }
        return integer
    }

    /// A 64-bit number that may come as an integer or, from clients that would round it, as its decimal digits.
    ///
    /// - Throws: ``ToolFailure`` where it is absent, too.
    public func identifier(_ name: String) throws(ToolFailure) -> Int64 {
        let accepted = "an integer, or its decimal digits as a string"
        switch value(name) {
        case .integer(let integer): return integer
        case .string(let text):
            guard let integer = Int64(text), String(integer) == text else {
                throw wrong(name, accepted, .string(text))
            }
            return integer
        case nil: throw missing(name, accepted)
        case let other?: throw wrong(name, accepted, other)
        }
    }

    /// An object; empty where it is absent or null.
    public func object(_ name: String) throws(ToolFailure) -> JSONObject {
        guard let value = value(name) else { return [:] }
        guard case .object(let members) = value else { throw wrong(name, "an object", value) }
        return members
    }

    /// What to say where a required argument is absent.
    public func missing(_ name: String, _ accepted: String) -> ToolFailure {
        ToolFailure("The argument '\(name)' is missing. Accepted: \(accepted).")
    }

    private func wrong(_ name: String, _ accepted: String, _ value: JSONValue) -> ToolFailure {
        ToolFailure("The argument '\(name)' can't be \(Self.shown(value)). Accepted: \(accepted).")
    }

    /// Numbers and short words are shown; anything else by its kind.
    private static func shown(_ value: JSONValue) -> String {
        switch value {
        case .integer, .double, .bool: value.text()
        case .string(let text): "'\(text.bounded(to: 40))'"
        default: "of kind \(value.kind)"
        }
    }
}
