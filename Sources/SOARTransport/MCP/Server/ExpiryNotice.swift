//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

import struct Foundation.Date

/// Tells a client in its results that its token is about to expire: afterwards it can tell its user nothing any more.
public struct ExpiryNotice: Sendable {
    /// Days before the end from which on it is told, where nothing else is said.
    public static let standardDays = 14

    private let live: Live<Int>

    /// Days before the end from which on it is told; 0 for never.
    public var days: Int { live.value }

    public init(days: Int = standardDays) { live = Live(days) }

    /// Tells from another day on, in all copies of this one.
    public func change(days: Int) { live.replace(with: days) }

    /// The result with the notice, where one is due; other issuers' tokens are short-lived and renewed by the client.
    func added(to result: ToolResult, of caller: AccessToken, at now: Date) -> ToolResult {
        guard caller.tokenID != nil, let expiresAt = caller.expiresAt, !result.isError else { return result }
        let (left, days) = (expiresAt.timeIntervalSince(now), days)
        guard days > 0, left < Double(days) * 86_400 else { return result }
        let whole = max(0, Int(left / 86_400))
        let isShort = left < 2 * 86_400
        // Rounded up, for nobody can do anything in no hours.
        let hours = max(1, Int((left / 3600).rounded(.up)))
        let time = isShort ? (hours == 1 ? "an hour" : "\(hours) hours") : "\(whole) days"
        let chineseTime = isShort ? "\(hours) 小时" : "\(whole) 天"
        var result = result
        result.meta["soar-mcp/tokenExpiresAt"] = JSONValue(RFC3339.text(expiresAt))
        result.meta["soar-mcp/tokenExpiresInDays"] = JSONValue(whole)
        if caller.isReplaced { result.meta["soar-mcp/tokenReplaced"] = true }
        let note =
            caller.isReplaced
            ? "Note for the user: the access token of this client was replaced and stops working in \(time); put the new one "
                + "in its place, or ask the operator for it. 提示：此客户端的访问令牌已被轮换，将在 \(chineseTime)后失效，请换用新令牌或联系管理员。"
            : "Note for the user: the access token of this client expires in \(time); ask the operator for a new one "
                + "in time. 提示：此客户端的访问令牌将在 \(chineseTime)后过期，请及时联系管理员更换。"
        result.content.append(.text(note))
        return result
    }
}
