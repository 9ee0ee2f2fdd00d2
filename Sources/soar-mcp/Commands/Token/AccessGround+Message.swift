//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension AccessGround {
    /// What decides, in both languages; rules stand there as they were written.
    var message: Message { Message(description, chinese) }

    private var chinese: String {
        switch self {
        case .nothing: "没有规则禁止"
        case .missingScopes(let scopes): "缺少权限 \(scopes.map(\.rawValue).joined(separator: "、"))"
        case .otherTenant: "属于其他租户"
        case .onlyFrom(let source, let blocks):
            "\(Self.place(source))：仅限来自 \(blocks.map(\.description).joined(separator: "、"))"
        case .onlyDuring(let source, let windows):
            "\(Self.place(source))：仅限 \(windows.map(\.description).joined(separator: "；"))"
        case .readOnly(let source): "\(Self.place(source))：只读"
        case .rule(let source, let rule): "\(Self.place(source))：\(rule)"
        case .allowedByNone(let source, .see): "\(Self.place(source))：没有规则允许查看"
        case .allowedByNone(let source, .run): "\(Self.place(source))：没有规则允许执行"
        case .onlyOwnExecutions(let source): "\(Self.place(source))：仅限自己启动的执行"
        case .unknownPlaybook(let source): "\(Self.place(source))：无法得知属于哪个剧本"
        case .words(let words): words
        }
    }

    /// Where a rule is from: the token, or a role.
    private static func place(_ source: String) -> String {
        guard source != "token" else { return "令牌" }
        return source.hasPrefix("role ") ? "角色 " + source.dropFirst("role ".count) : source
    }
}
