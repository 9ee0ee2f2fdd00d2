//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ServiceLifecycle

/// Where a running server can be reached.
struct ServerAddresses: Sendable {
    var mcpURL: String
    var adminURL: String

    /// Makes the addresses that somebody on this machine would use.
    init(host: String, mcpPort: Int, adminPort: Int, isEncrypted: Bool = false) {
        let reachable =
            switch host {
            case "0.0.0.0": "127.0.0.1"
            case "::": "[::1]"
            case let host where host.contains(":"): "[\(host)]"
            default: host
            }
        let scheme = isEncrypted ? "https" : "http"
        mcpURL = "\(scheme)://\(reachable):\(mcpPort)/mcp"
        adminURL = "\(scheme)://\(reachable):\(adminPort)"
    }
}

/// Says once that the server is ready, then waits for its end.
struct ReadyAnnouncer: Service {
    let ports: OpenPorts
    let settings: Settings.Server
    let announce: @Sendable (ServerAddresses) throws -> Void

    func run() async throws {
        if let ports = await ports.both(), let mcp = ports[.mcpPort], let admin = ports[.adminPort] {
            try announce(
                ServerAddresses(
                    host: settings.host, mcpPort: mcp, adminPort: admin, isEncrypted: settings.tls != nil))
        }
        try? await gracefulShutdown()
    }
}
