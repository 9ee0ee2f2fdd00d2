//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARCore
import Synchronization

/// Looks once at what the providers bring, however often they bring it.
final class ProvidedTools: Sendable {
    /// Tools that are remembered; then it starts anew.
    static let maximum = 10_000

    /// What the rules are about: the same of these is as sound as before.
    private struct Key: Hashable {
        let name: String
        let isDescribed: Bool
        let input: JSONValue
        let output: JSONValue?

        init(_ tool: Tool) {
            name = tool.name
            isDescribed = !tool.description.isEmpty
            input = tool.inputSchema
            output = tool.outputSchema
        }

        /// Schemas are long, and names tell nearly all tools apart.
        func hash(into hasher: inout Hasher) { hasher.combine(name) }
    }

    private struct State {
        var known: [Key: Result<ToolSchemas, MCPRegistrationError>] = [:]
        /// Names that were said to be there twice.
        var doubles: Set<String> = []
    }

    /// Counts the calls of all of them, for their names are not known beforehand.
    let meter = ToolMeter("provided")
    private let state = Mutex(State())

    init() {}

    /// The tool, ready to be called.
    ///
    /// - Throws: ``MCPRegistrationError`` for one that clients would drop; that is logged when it is first seen.
    func registered(_ tool: Tool, _ logger: Logger) throws(MCPRegistrationError) -> RegisteredTool {
        RegisteredTool(tool, try schemas(of: tool, logger), meter: meter)
    }

    /// Those that clients can use, each name once; what is left out is logged when it is first seen.
    ///
    /// - Parameters:
    ///   - tools: As the providers bring them, in their order.
    ///   - names: What the server's own tools are called, which are called first.
    ///   - logger: Hears what is left out.
    /// - Returns: The tools that are listed.
    func sound(_ tools: [Tool], besides names: Set<String>, _ logger: Logger) -> [Tool] {
        var names = names
        return tools.filter { tool in
            guard (try? schemas(of: tool, logger)) != nil else { return false }
            guard names.insert(tool.name).inserted else {
                tellDouble(tool.name, logger)
                return false
            }
            return true
        }
    }

    private func schemas(of tool: Tool, _ logger: Logger) throws(MCPRegistrationError) -> ToolSchemas {
        let key = Key(tool)
        if let known = state.withLock({ $0.known[key] }) { return try known.get() }
        let made: Result<ToolSchemas, MCPRegistrationError>
        do throws(MCPRegistrationError) {
            made = .success(try ToolSchemas(tool))
        } catch {
            made = .failure(error)
            logger.error("A provided tool is unsound", metadata: ["error": "\(error)"])
        }
        state.withLock { state in
            if state.known.count >= Self.maximum { state.known = [:] }
            state.known[key] = made
        }
        return try made.get()
    }

    private func tellDouble(_ name: String, _ logger: Logger) {
        let isNew = state.withLock { state in
            if state.doubles.count >= Self.maximum { state.doubles = [] }
            return state.doubles.insert(name).inserted
        }
        if isNew { logger.error("A provided tool has the name of another one", metadata: ["tool": "\(name)"]) }
    }
}
