//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// A tool's arguments as a type of their own.
///
///     struct Sum: ToolInput {
///         var a: Int
///         var b: Int?
///         static let descriptions = ["a": "The first number."]
///     }
///
/// The schema is read from the type: its members in their order, required unless they are optional, enums that list their
/// cases by these. Write ``schema`` out where the type can't tell what is accepted.
public protocol ToolInput: Decodable, Sendable {
    /// JSON Schema (2020-12) of the arguments; nil, and it is read from the type.
    static var schema: JSONValue? { get }
    /// What each argument means, by its name, for a model.
    static var descriptions: [String: String] { get }
}

extension ToolInput {
    public static var schema: JSONValue? { nil }
    public static var descriptions: [String: String] { [:] }
}

/// What a handler of a typed tool may answer.
public protocol ToolOutput: Sendable {
    /// The answer as it is sent.
    ///
    /// - Throws: Whatever keeps it from being one.
    func toolResult() throws -> ToolResult
}

extension ToolResult: ToolOutput {
    public func toolResult() -> ToolResult { self }
}

extension String: ToolOutput {
    public func toolResult() -> ToolResult { .text(self) }
}

extension ContentBlock: ToolOutput {
    public func toolResult() -> ToolResult { ToolResult(content: [self]) }
}

/// A value of a type of your own is sent both as JSON text and as `structuredContent`.
extension ToolOutput where Self: Encodable {
    public func toolResult() throws -> ToolResult { .structured(try JSONValueEncoder().encode(self)) }
}
