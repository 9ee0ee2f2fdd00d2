//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth

/// What a client is told: where to call and with what.
struct ClientEndpoint {
    /// What stands where no token was given.
    static let placeholder = "<TOKEN>"

    /// The address, without a token.
    let url: String
    let token: String?
    let form: ClientConfig.Form

    /// The host of ``url``, without port.
    let host: String

    /// Makes the endpoint from an address that was given, from the public one, or from where the server listens.
    ///
    /// - Throws: ``CommandError`` for an address that no client can call.
    init(url: String?, server: Settings.Server, token: String?, form: ClientConfig.Form) throws {
        let text = try url ?? server.publicURL?.description ?? Self.url(of: server)
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.query == nil,
            parts.fragment == nil, parts.user == nil, parts.scheme == "http" || parts.scheme == "https"
        else {
            throw CommandError(
                Message(
                    "--url takes an address like https://soar.example.com/mcp, without ? and #.",
                    "--url 须为形如 https://soar.example.com/mcp 的地址，不含 ? 和 #。"))
        }
        self.url = text
        self.host = host
        self.token = token
        self.form = form
    }

    /// What the header `Authorization` says; nil where the token is in the address.
    func authorization(token: String) -> String? { form == .bearer ? "Bearer \(token)" : nil }

    /// The address to call, with the token where it travels there.
    func address(token: String) -> String { form == .query ? "\(url)?token=\(token)" : url }

    private static func url(of server: Settings.Server) throws -> String {
        guard server.mcpPort != 0 else {
            throw CommandError(
                Message(
                    "MCP_PORT is 0, so the port is known only once the server runs: give --url, or set PUBLIC_URL.",
                    "MCP_PORT 为 0，端口在服务启动后才确定：请指定 --url 或设置 PUBLIC_URL。"))
        }
        return server.localAddress(port: server.mcpPort) + "/mcp"
    }
}
