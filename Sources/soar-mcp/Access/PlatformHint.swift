//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What the operator is told where a caller is told to ask the operator.
enum PlatformHint {
    /// The tenant's platform serves nobody; nil where that is not so.
    static func obstacle(_ tenant: Tenant) -> CommandError? {
        if tenant.state != .enabled {
            return CommandError(
                Message(
                    "Tenant \(tenant.id) is switched off. Switch it on: soar-mcp tenant enable \(tenant.id)",
                    "租户 \(tenant.id) 已停用。请启用：soar-mcp tenant enable \(tenant.id)"))
        }
        guard tenant.platform == nil, tenant.id != .default else { return nil }
        let fault = Message("Tenant \(tenant.id) has no platform. ", "租户 \(tenant.id) 尚无平台。")
        return CommandError(fault + setting(tenant.id))
    }

    static func missingToken(of tenant: TenantID) -> CommandError {
        CommandError(
            Message("The token of tenant \(tenant)'s platform is missing. ", "缺少租户 \(tenant) 的平台令牌。")
                + Message(
                    "Give it: soar-mcp tenant set \(tenant) --platform-token-stdin",
                    "请提供：soar-mcp tenant set \(tenant) --platform-token-stdin"))
    }

    static func unusableToken(of tenant: TenantID, _ error: any Error) -> CommandError {
        let fault = CommandError(describing: error).message
        return CommandError(
            Message(
                "The token of tenant \(tenant)'s platform can't be opened: \(fault.english) Bring back the key, or give the "
                    + "token again: soar-mcp tenant set \(tenant) --platform-token-stdin",
                "租户 \(tenant) 的平台令牌无法解密：\(fault.chinese) 请恢复密钥，或重新提供令牌：soar-mcp tenant set \(tenant) "
                    + "--platform-token-stdin"))
    }

    private static func setting(_ tenant: TenantID) -> Message {
        Message(
            "Give it one: soar-mcp tenant set \(tenant) --platform-url URL --platform-token-stdin",
            "请设置：soar-mcp tenant set \(tenant) --platform-url 地址 --platform-token-stdin")
    }
}
