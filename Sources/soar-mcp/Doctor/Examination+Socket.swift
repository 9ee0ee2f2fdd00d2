//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

extension Examination {
    /// Whether the Unix-domain socket could be opened, or is served already.
    func socket(_ server: Settings.Server) async -> [Finding] {
        guard let path = server.mcpSocket.map(context.absolutePath) else { return [] }
        let name = Setting.mcpSocket.name
        let advice = Message("Set \(name) to a path where a socket can be made.", "请将 \(name) 设为可创建套接字的路径。")
        switch await SocketFile(path: path).occupant() {
        case .server:
            return [.sound("socket", Message("\(name): a server runs on \(path).", "\(name)：\(path) 上已有服务运行。"))]
        case .stranger:
            return [
                .failed(
                    "socket", Message("\(name): \(path) is there and no socket.", "\(name)：\(path) 已存在且不是套接字。"),
                    advice: advice)
            ]
        case .nobody: break
        }
        let folder = URL(filePath: path).deletingLastPathComponent().path()
        guard FileManager.default.isWritableFile(atPath: folder) else {
            return [
                .failed(
                    "socket",
                    Message(
                        "\(name): no socket can be made in \(folder), which is missing or not yours.",
                        "\(name)：无法在 \(folder) 中创建套接字，目录不存在或不可写。"),
                    advice: advice)
            ]
        }
        return [.sound("socket", Message("\(name): \(path) is free.", "\(name)：\(path) 空闲。"))]
    }
}
