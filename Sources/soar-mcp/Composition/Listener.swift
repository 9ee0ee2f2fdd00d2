//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import CoreMetrics
import Foundation
import Hummingbird
import Logging
import NIOCore
import SOARTransport
import ServiceLifecycle

/// One port that is listened on, and what is said where that can't be done.
struct Listener: Service {
    private let setting: Setting
    private let responder: RouterResponder<ServerRequestContext>
    private let settings: Settings.Server
    private let ports: OpenPorts
    private let metrics: any MetricsFactory
    private let logger: Logger

    /// Makes a listener for the port of that setting.
    init(
        _ setting: Setting, responder: RouterResponder<ServerRequestContext>, settings: Settings.Server,
        ports: OpenPorts, metrics: any MetricsFactory, logger: Logger
    ) {
        self.setting = setting
        self.responder = responder
        self.settings = settings
        self.ports = ports
        self.metrics = metrics
        self.logger = logger
    }

    private var port: Int { setting == .adminPort ? settings.adminPort : settings.mcpPort }

    func run() async throws {
        let limits = HTTPServerLimits()
        let application = Application(
            responder: responder,
            server: .guardedHTTP1(limits: limits),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: port),
                serverName: nil,
                availableConnectionsDelegate: MeteringConnections(
                    limits.availableConnections(logger: logger), as: setting == .adminPort ? "admin" : "mcp",
                    factory: metrics)),
            onServerRunning: { [ports, setting] channel in ports.open(setting, channel.localAddress?.port ?? 0) },
            logger: logger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw refusal(error)
        } catch is SocketAddressError {
            throw refusal(nil)
        }
    }

    private func refusal(_ error: IOError?) -> CommandError {
        switch error?.errnoCode {
        case EADDRINUSE:
            CommandError(
                Message(
                    "\(setting.name): port \(port) on \(settings.host) is taken. Choose another one, or 0 for any free.",
                    "\(setting.name)：\(settings.host) 的端口 \(port) 已被占用。请换一个端口，或用 0 自动选择。"))
        case EACCES:
            CommandError(
                Message(
                    "\(setting.name): port \(port) may not be opened by this user. Choose one above 1023.",
                    "\(setting.name)：当前用户无权打开端口 \(port)。请选择大于 1023 的端口。"))
        case EADDRNOTAVAIL, EAFNOSUPPORT, nil:
            CommandError(
                Message(
                    "\(Setting.bindHost.name): \(settings.host) is no address of this machine.",
                    "\(Setting.bindHost.name)：\(settings.host) 不是本机地址。"))
        case let code?:
            CommandError(
                Message(
                    "\(setting.name): port \(port) on \(settings.host) can't be served (system error \(code)).",
                    "\(setting.name)：无法在 \(settings.host) 的端口 \(port) 上提供服务（系统错误 \(code)）。"))
        }
    }
}
