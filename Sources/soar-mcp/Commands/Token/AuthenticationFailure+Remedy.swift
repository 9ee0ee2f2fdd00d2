//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth

extension AuthenticationFailure {
    /// What refuses the token, for the operator: more than the caller is told.
    var explanation: Message {
        switch self {
        case .missing: Message("there is no token", "没有令牌")
        case .malformedHeader, .malformedQuery: Message("it was not presented as RFC 6750 wants it", "未按 RFC 6750 传递")
        case .malformedToken: Message("it is not whole, or not of the form that it looks like", "令牌不完整或形式有误")
        case .unknown: Message("nobody here has issued it", "本服务未签发过该令牌")
        case .disabled: Message("it is switched off", "已停用")
        case .revoked: Message("it was taken back", "已吊销")
        case .expired: Message("its time has run out", "已过期")
        case .replaced: Message("it was replaced, and its grace is over", "已被轮换，宽限期已过")
        case .tenantDisabled: Message("its tenant is switched off", "所属租户已停用")
        case .unknownTenant: Message("its tenant is not there", "所属租户不存在")
        case .wrongAddress: Message("it may not be used from that address", "不允许从该地址使用")
        case .wrongTime: Message("it may not be used at this time", "当前时间不允许使用")
        case .tooMany: Message("there are too many requests", "请求过多")
        case .unsupportedAlgorithm: Message("its algorithm is not allowed", "签名算法不被允许")
        case .wrongKeyAlgorithm: Message("its algorithm is not that of the key", "签名算法与密钥不符")
        case .unacceptableHeader: Message("its header asks for something that is not supported", "头部含有不支持的内容")
        case .wrongType: Message("its `typ` is not that of an access token", "typ 不是访问令牌类型")
        case .wrongIssuer: Message("its issuer is none of those in AUTH", "签发者不在 AUTH 之中")
        case .unknownKey: Message("its issuer has no key of that name", "签发者没有该名称的密钥")
        case .invalidSignature: Message("its signature is not right", "签名不正确")
        case .invalidClaims: Message("a claim is missing or not of its type", "某个声明缺失或类型有误")
        case .notYetValid: Message("it is from the future (`nbf` or `iat`)", "尚未生效（nbf 或 iat）")
        case .excessiveLifetime: Message("it would live longer than maximum_lifetime", "有效期超过 maximum_lifetime")
        case .wrongAudience: Message("its `aud` does not name this server", "aud 未包含本服务")
        case .insufficientScope: Message("it lacks a scope", "缺少权限")
        case .unavailable(let detail), .undecided(let detail, _):
            Message("it can't be checked now: \(detail)", "目前无法验证：\(detail)")
        }
    }

    /// What would help.
    var remedy: Message {
        switch self {
        case .missing, .malformedHeader, .malformedQuery:
            Message("Send 'Authorization: Bearer TOKEN'.", "请发送 'Authorization: Bearer 令牌'。")
        case .malformedToken: Message("Copy the token again, all of it.", "请重新完整复制令牌。")
        case .unknown, .revoked: Message("Create a new one: soar-mcp token create NAME", "请新建：soar-mcp token create 名称")
        case .disabled: Message("Switch it on again: soar-mcp token enable ID", "请重新启用：soar-mcp token enable 编号")
        case .expired: Message("Get a new one; if it is new, check the clocks.", "请获取新令牌；若刚签发，请检查时钟。")
        case .replaced: Message("Use the token that took its place.", "请使用轮换后的新令牌。")
        case .tenantDisabled:
            Message("Switch the tenant on again: soar-mcp tenant enable TENANT", "请启用租户：soar-mcp tenant enable 租户")
        case .unknownTenant:
            Message(
                "See the tenants: soar-mcp tenant list; or create it: soar-mcp tenant create TENANT",
                "请查看租户：soar-mcp tenant list；或创建：soar-mcp tenant create 租户")
        case .wrongAddress, .wrongTime:
            Message(
                "See its restrictions: soar-mcp token show ID; change them with soar-mcp token change ID.",
                "请查看限制：soar-mcp token show 编号；可用 soar-mcp token change 编号 修改。")
        case .tooMany: Message("Wait, then try again.", "请稍后重试。")
        case .unsupportedAlgorithm:
            Message(
                "Compare `alg` in the token with `algorithms` of AUTH.", "请比较令牌的 alg 与 AUTH 中 algorithms。")
        case .wrongKeyAlgorithm:
            Message(
                "Compare `alg` in the token and in the issuer's key; for keys without one set `algorithm` in AUTH.",
                "请比较令牌与签发者密钥的 alg；若密钥未注明，请在 AUTH 中设置 algorithm。")
        case .unacceptableHeader:
            Message(
                "Have the issuer leave out crit, b64, jku, jwk, x5u, x5c, enc, zip and cty.",
                "请让签发者去除 crit、b64、jku、jwk、x5u、x5c、enc、zip、cty。")
        case .wrongType:
            Message(
                "Send the access token, not the ID token; for an issuer that does not say at+jwt set token_type to any.",
                "请发送访问令牌而非 ID 令牌；若签发者不写 at+jwt，请将 token_type 设为 any。")
        case .wrongIssuer:
            Message(
                "Compare `iss` in the token with `issuer` in AUTH, letter by letter.", "请逐字比较令牌的 iss 与 AUTH 的 issuer。")
        case .unknownKey:
            Message(
                "Look at the issuer's key set: soar-mcp doctor shows what was read.",
                "请检查签发者密钥集：soar-mcp doctor 会显示读取结果。")
        case .invalidSignature:
            Message("The token was changed, or is from somebody else who uses that name.", "令牌被改动，或由他人冒名签发。")
        case .invalidClaims:
            Message(
                "Needed: iss, sub, exp, aud, and the claims that AUTH names; times are numbers of seconds.",
                "必需：iss、sub、exp、aud 以及 AUTH 指定的声明；时间为秒数。")
        case .notYetValid: Message("Check the clocks here and at the issuer.", "请检查本机与签发者的时钟。")
        case .excessiveLifetime:
            Message("Have the issuer shorten it, or raise maximum_lifetime.", "请让签发者缩短有效期，或调大 maximum_lifetime。")
        case .wrongAudience:
            Message(
                "Ask for a token for this server, or add its name to `audience` in AUTH.",
                "请申请面向本服务的令牌，或在 AUTH 的 audience 中添加。")
        case .insufficientScope: Message("Give the token the scope.", "请为令牌授予该权限。")
        case .unavailable, .undecided: Message("See what soar-mcp doctor says.", "请运行 soar-mcp doctor 查看。")
        }
    }
}
