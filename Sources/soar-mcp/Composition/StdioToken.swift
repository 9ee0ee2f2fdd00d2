//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// The caller's token of `soar-mcp stdio`.
///
/// It comes from the environment and from nowhere else: arguments are seen by everybody on the machine, and files with
/// settings are the server's, not the caller's.
struct StdioToken {
    static let variable = "SOAR_TOKEN"

    let token: BearerToken

    /// Takes the token from the environment.
    ///
    /// - Throws: ``CommandError`` where there is none, or none that is whole.
    init(_ environment: [String: String]) throws {
        guard let text = environment[Self.variable], !text.isEmpty else {
            throw CommandError(
                Message(
                    "\(Self.variable) is not set: it takes an API token. Make one with: soar-mcp token create NAME",
                    "未设置 \(Self.variable)：须为 API 令牌。可用 soar-mcp token create 名称 创建。"))
        }
        guard APITokenSecret(text) != nil || ImportedTokenSecret(text) != nil else {
            throw Self.refusal(.malformedToken)
        }
        token = BearerToken(text)
    }

    /// What the person who set the variable is told.
    static func refusal(_ failure: AuthenticationFailure) -> CommandError {
        switch failure {
        case .malformedToken:
            CommandError(
                Message(
                    "\(variable) is no API token, or not a complete one: copy it again as it was shown.",
                    "\(variable) 不是完整的 API 令牌：请按显示内容重新复制。"))
        case .expired:
            CommandError(
                Message("The token in \(variable) has expired.", "\(variable) 中的令牌已过期。"))
        case .replaced:
            CommandError(
                Message(
                    "The token in \(variable) was replaced by another one, and its time is over: use the new one.",
                    "\(variable) 中的令牌已被轮换，宽限期已过：请使用新令牌。"))
        case .wrongAddress:
            CommandError(
                Message(
                    "The token in \(variable) is good from certain addresses only, and standard input has none: take a "
                        + "token without --from.",
                    "\(variable) 中的令牌仅限特定地址使用，而标准输入没有地址：请使用未设 --from 的令牌。"))
        case .wrongTime:
            CommandError(
                Message(
                    "The token in \(variable) may not be used at this time; see when: soar-mcp token show ID",
                    "\(variable) 中的令牌当前时间不允许使用；请查看：soar-mcp token show 编号"))
        case .tenantDisabled:
            CommandError(
                Message(
                    "The tenant of the token in \(variable) is switched off; switch it on: soar-mcp tenant enable TENANT",
                    "\(variable) 中令牌所属的租户已停用；请启用：soar-mcp tenant enable 租户"))
        case .unavailable(let detail), .undecided(let detail, _):
            CommandError(
                Message(
                    "The token in \(variable) can't be checked: \(detail)", "无法验证 \(variable) 中的令牌：\(detail)"))
        default:
            CommandError(
                Message(
                    "The token in \(variable) is not valid: it is unknown here, switched off or taken back.",
                    "\(variable) 中的令牌无效：未知、已停用或已吊销。"))
        }
    }
}
