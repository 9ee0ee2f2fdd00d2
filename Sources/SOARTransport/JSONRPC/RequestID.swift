//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// The id of a JSON-RPC request: a string or an integer, never null (MCP basic, "Requests").
public enum RequestID: Hashable, Sendable {
    case string(String)
    case integer(Int64)

    /// Reads an id; nil where it is neither.
    public init?(_ value: JSONValue) {
        switch value {
        case .string(let text): self = .string(text)
        case .integer(let number): self = .integer(number)
        default: return nil
        }
    }

    /// The id as it goes out: the same as it came in.
    public var json: JSONValue {
        switch self {
        case .string(let text): .string(text)
        case .integer(let number): .integer(number)
        }
    }
}
