//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension SettingValues {
    /// An address that credentials may be sent to.
    static func secureURL(_ text: String) throws(SettingFault) -> SecureURL {
        do {
            return try SecureURL(validating: text)
        } catch {
            // The text is not shown: it may hold a password.
            throw SettingFault(
                Message("the value can't be used: \(error)", "该值无法使用：\(error)"),
                accepted: Message(
                    "an address like https://soar.example.com/mcp; http:// only for this machine",
                    "形如 https://soar.example.com/mcp 的地址；http:// 仅限本机"))
        }
    }

    /// One permission, as it stands in a list of scopes; another one would have clients ask for what nobody grants.
    static func scope(_ text: String) throws(SettingFault) -> String {
        guard Scope.all.contains(Scope(rawValue: text)) else {
            throw SettingFault(
                Message("\(SettingsError.shown(text)) is not a scope", "\(SettingsError.shown(text)) 不是权限范围"),
                accepted: Message(
                    "scopes separated by commas: \(Arguments.scopes)", "以逗号分隔的权限范围：\(Arguments.scopes)"))
        }
        return text
    }
}

extension Settings.Server {
    /// What OAuth clients are told; nil where there is no authorization server to send them to.
    ///
    /// - Throws: ``SettingsError`` where an authorization server is set, and the server's own address isn't.
    func protectedResource(_ reader: SettingsReader) throws(SettingsError) -> ProtectedResource? {
        guard !authorizationServers.isEmpty else { return nil }
        guard let publicURL else {
            let name = Setting.authorizationServers.name
            let fault = SettingFault(
                Message("nothing is set, and \(name) needs it", "未设置，而 \(name) 需要它"),
                accepted: Message(
                    "the address of MCP as clients have it, like https://soar.example.com/mcp",
                    "客户端使用的 MCP 地址，形如 https://soar.example.com/mcp"))
            throw SettingsError(.publicURL, origin: reader.origin(of: .publicURL), fault: fault)
        }
        do {
            return try ProtectedResource(
                url: publicURL.description, authorizationServers: authorizationServers,
                scopes: Scope.all.filter(Scope.standard.contains), initialScopes: initialScopes,
                name: "SOAR MCP Server")
        } catch {
            // The addresses were checked one by one, so it is their number.
            let maximum = ProtectedResource.maximumAuthorizationServers
            let fault = SettingFault(
                Message("\(authorizationServers.count) values are too many", "\(authorizationServers.count) 个值过多"),
                accepted: Message("up to \(maximum) addresses", "最多 \(maximum) 个地址"))
            throw SettingsError(.authorizationServers, origin: reader.origin(of: .authorizationServers), fault: fault)
        }
    }
}
