//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore

extension Examination {
    /// Whether the server could listen, or listens already.
    func ports(_ server: Settings.Server) async -> [Finding] {
        var findings: [Finding] = []
        for (setting, port) in [(Setting.mcpPort, server.mcpPort), (.adminPort, server.adminPort)] where port != 0 {
            findings.append(await self.port(port, server, setting))
        }
        return findings
    }

    private func port(_ port: Int, _ server: Settings.Server, _ setting: Setting) async -> Finding {
        let place = "\(server.host):\(port)"
        switch await PortProbe.probe(host: server.host, port: port) {
        case .free:
            return .sound("ports", Message("\(setting.name): \(place) is free.", "\(setting.name)：\(place) 空闲。"))
        case .taken:
            if await HealthProbe(server.localAddress(port: port)).ask("/health") == .good {
                return .sound(
                    "ports",
                    Message("\(setting.name): a server runs on \(place).", "\(setting.name)：\(place) 上已有服务运行。"))
            }
            return .failed(
                "ports",
                Message("\(setting.name): \(place) is taken by another program.", "\(setting.name)：\(place) 被其他程序占用。"),
                advice: Message(
                    "End that program, or set \(setting.name) to another port.", "请结束该程序，或将 \(setting.name) 改为其他端口。"))
        case .refused(let reason):
            return .failed(
                "ports",
                Message(
                    "\(setting.name): nothing can listen on \(place): \(reason).",
                    "\(setting.name)：无法在 \(place) 监听：\(reason)。"),
                advice: Message(
                    "Check BIND_HOST; ports below 1024 need the right for it.", "请检查 BIND_HOST；1024 以下端口需要相应权限。"))
        }
    }
}
