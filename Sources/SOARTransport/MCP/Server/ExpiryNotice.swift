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
        var result = result
        result.meta["soar-mcp/tokenExpiresAt"] = JSONValue(RFC3339.text(expiresAt))
        result.meta["soar-mcp/tokenExpiresInDays"] = JSONValue(whole)
        result.content.append(
            .text(
                "Note for the user: the access token of this client expires in \(whole) days; ask the operator for a new one "
                    + "in time. 提示：此客户端的访问令牌将在 \(whole) 天后过期，请及时联系管理员更换。"))
        return result
    }
}
