//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird
import NIOCore

/// Where connections are accepted.
enum ListeningPlace: Sendable {
    /// A port, and the setting that names it.
    case port(Setting, Int, host: String)
    /// A Unix-domain socket, from the root.
    case socket(String)

    var address: BindAddress {
        switch self {
        case .port(_, let port, let host): .hostname(host, port: port)
        case .socket(let path): .unixDomainSocket(path: path)
        }
    }

    /// What its connections are counted as.
    var label: String {
        switch self {
        case .port(let setting, _, _): setting == .adminPort ? "admin" : "mcp"
        case .socket: "socket"
        }
    }

    /// What the operator is told where nothing can be opened here.
    ///
    /// The error is the system's; nil for an address that it can't even read.
    func refusal(_ error: IOError?) -> CommandError {
        switch self {
        case .port(let setting, let port, let host): Self.refusal(error, setting, port, host)
        case .socket(let path):
            CommandError(
                Message(
                    "\(Setting.mcpSocket.name): the socket \(path) can't be opened (\(Self.text(error))).",
                    "\(Setting.mcpSocket.name)：无法打开套接字 \(path)（\(Self.text(error))）。"))
        }
    }

    private static func text(_ error: IOError?) -> String {
        error.map { unsafe String(cString: strerror($0.errnoCode)) } ?? "the path is too long"
    }

    private static func refusal(_ error: IOError?, _ setting: Setting, _ port: Int, _ host: String) -> CommandError {
        switch error?.errnoCode {
        case EADDRINUSE:
            CommandError(
                Message(
                    "\(setting.name): port \(port) on \(host) is taken. Choose another one, or 0 for any free.",
                    "\(setting.name)：\(host) 的端口 \(port) 已被占用。请换一个端口，或用 0 自动选择。"))
        case EACCES:
            CommandError(
                Message(
                    "\(setting.name): port \(port) may not be opened by this user. Choose one above 1023.",
                    "\(setting.name)：当前用户无权打开端口 \(port)。请选择大于 1023 的端口。"))
        case EADDRNOTAVAIL, EAFNOSUPPORT, nil:
            CommandError(
                Message(
                    "\(Setting.bindHost.name): \(host) is no address of this machine.",
                    "\(Setting.bindHost.name)：\(host) 不是本机地址。"))
        case let code?:
            CommandError(
                Message(
                    "\(setting.name): port \(port) on \(host) can't be served (system error \(code)).",
                    "\(setting.name)：无法在 \(host) 的端口 \(port) 上提供服务（系统错误 \(code)）。"))
        }
    }
}
