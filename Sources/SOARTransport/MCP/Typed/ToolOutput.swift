//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What a handler of a typed tool may answer.
///
/// For a type that is `Encodable` the conformance is all there is to write.
public protocol ToolOutput: Sendable {
    /// The answer as it is sent.
    ///
    /// - Throws: Whatever keeps it from being one; that is told to nobody but the log.
    func toolResult() throws -> ToolResult
}

extension ToolOutput where Self: Encodable {
    /// One value, both as JSON text for models and as `structuredContent` for programs.
    ///
    /// - Throws: `EncodingError` where there is no JSON for a part of it.
    public func toolResult() throws -> ToolResult { .structured(try JSONValueEncoder().encode(self)) }
}

extension ToolResult: ToolOutput {
    public func toolResult() -> ToolResult { self }
}

extension String: ToolOutput {
    /// An answer in words.
    public func toolResult() -> ToolResult { .text(self) }
}

extension ContentBlock: ToolOutput {
    public func toolResult() -> ToolResult { ToolResult(content: [self]) }
}

extension Array: ToolOutput where Element: ToolOutput {
    /// One value where the elements have JSON, otherwise the contents of all of them.
    ///
    /// - Throws: Whatever keeps an element from being sent.
    public func toolResult() throws -> ToolResult {
        if let value = self as? any Encodable { return .structured(try JSONValueEncoder().encode(value)) }
        return ToolResult(content: try flatMap { try $0.toolResult().content })
    }
}
