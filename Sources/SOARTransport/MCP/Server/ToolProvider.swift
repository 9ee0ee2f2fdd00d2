//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARAuth

/// Tools that depend on the caller, or come and go with something else.
///
/// Whoever provides them says ``MCPServer/toolsChanged()`` when they did.
public protocol ToolProvider: Sendable {
    /// The tools that this caller may see, in the order in which they are listed.
    ///
    /// - Throws: `StoreError` where that can't be told now: the caller gets a 503.
    func tools(for caller: AccessToken) async throws -> [Tool]

    /// The tool of that name, whether or not this caller may call it; nil where there is none.
    ///
    /// - Throws: `StoreError` where that can't be told now: the caller gets a 503.
    func tool(named name: String, for caller: AccessToken) async throws -> Tool?

    /// The rule by which there is no tool of that name for this caller, for the audit log; nil where there is none.
    ///
    /// - Throws: `StoreError` where that can't be told now: the caller gets a 503.
    func refusal(ofTool name: String, for caller: AccessToken) async throws -> String?
}

extension ToolProvider {
    /// Convenience for providers whose tools are there for everybody.
    public func refusal(ofTool name: String, for caller: AccessToken) async throws -> String? { nil }
}
