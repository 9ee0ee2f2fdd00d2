//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// `soar-mcp healthcheck`.
struct Healthcheck: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck", abstract: "Ask the server of these settings how it is; for containers.",
        discussion: "Exits with 0 where it answers, with 1 otherwise, after at most 3 seconds.")

    @Flag(help: "Ask whether it can do its work (/ready), not only whether it is alive (/health).")
    var ready = false

    @OptionGroup var server: ServerOptions
    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        let settings = try Settings(settings.layers(in: context, overriding: server.overrides)).server
        let path = ready ? "/ready" : "/health"
        let (outcome, place) = try await ask(settings, path, in: context)
        switch outcome {
        case .good: return
        case .bad(let status, let failing):
            let parts = failing.joined(separator: ", ")
            throw CommandError(
                Message("\(place)\(path) answers with \(status)", "\(place)\(path) 返回 \(status)")
                    + (parts.isEmpty ? Message(same: "") : Message(" (\(parts))", "（\(parts)）")) + Message(".", "。"))
        case .silent:
            throw CommandError(Message("\(place) does not answer.", "\(place) 无响应。"))
        }
    }

    private func ask(
        _ settings: Settings.Server, _ path: String, in context: CommandContext
    ) async throws -> (HealthProbe.Outcome, String) {
        if let socket = settings.mcpSocket {
            return (await HealthProbe(socket: context.absolutePath(socket)).ask(path), socket)
        }
        guard settings.mcpPort != 0 else {
            throw CommandError(
                Message(
                    "MCP_PORT is 0, so nobody knows which port it is: set it, or MCP_SOCKET.",
                    "MCP_PORT 为 0，无法得知端口：请设置该项或 MCP_SOCKET。"))
        }
        let place = settings.localAddress(port: settings.mcpPort)
        return (await HealthProbe(place).ask(path), place)
    }
}
