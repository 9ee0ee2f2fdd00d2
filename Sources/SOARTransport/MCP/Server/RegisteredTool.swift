//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A tool whose rules were checked and whose schemas were read.
///
/// A reference, for each call hands it from step to step.
final class RegisteredTool: Sendable {
    let tool: Tool
    let schemas: ToolSchemas
    let meter: ToolMeter

    /// Checks the rules of MCP server "Tools" that a client would drop a tool for.
    ///
    /// - Throws: ``MCPRegistrationError``, which names the tool and the rule.
    convenience init(_ tool: Tool) throws(MCPRegistrationError) {
        self.init(tool, try ToolSchemas(tool), meter: ToolMeter(tool.name))
    }

    /// Takes a tool that was checked.
    init(_ tool: Tool, _ schemas: ToolSchemas, meter: ToolMeter) {
        self.tool = tool
        self.schemas = schemas
        self.meter = meter
    }
}
