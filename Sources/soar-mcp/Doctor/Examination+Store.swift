//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

extension Examination {
    /// How long before its end a token is warned about, in days.
    static let expiryWarningDays = 14
    /// How many tokens one warning names.
    static let maximumNamedTokens = 5
    /// How many of those that soon expire are counted.
    static let maximumCountedTokens = 1_000

    /// Opens the database where there is one, and says how that went.
    func openStore(_ location: DatabaseLocation) -> (SQLiteStore?, Finding) {
        let path = context.absolutePath(location.path)
        guard FileManager.default.fileExists(atPath: path) else {
            return (
                nil,
                .warning(
                    "database", Message("There is no database at \(path) yet.", "\(path) 处尚无数据库。"),
                    advice: Message(
                        "The first start or `soar-mcp token create` makes it. If there should be one, check --database.",
                        "首次启动或 `soar-mcp token create` 会创建它。若本应存在，请检查 --database。"))
            )
        }
        do {
            let store = try StoreAccess.open(location, createsMissing: false, in: context)
            return (store, .sound("database", Message("The database \(path) opens.", "数据库 \(path) 可以打开。")))
        } catch {
            return (
                nil,
                failure(
                    "database", error,
                    advice: Message(
                        "Nothing was changed. Follow what the message says, or restore a backup.",
                        "未作任何更改。请按提示处理，或恢复备份。"))
            )
        }
    }

    func soundness(of store: some SOARStore) async -> [Finding] {
        do {
            try await store.checkHealth()
            return []
        } catch {
            return [
                failure(
                    "database", error,
                    advice: Message("Check the disk, and who else uses the file.", "请检查磁盘及占用该文件的程序。"))
            ]
        }
    }

    /// Whether somebody can call at all, and who soon can't.
    func tokens(in store: SQLiteStore) async -> [Finding] {
        let now = context.now()
        var soon = APITokenSelection()
        soon.state = .enabled
        soon.hidesReplaced = true
        soon.expiresAfter = now
        soon.expiresBefore = now.addingTimeInterval(Double(Self.expiryWarningDays) * 86400)
        soon.limit = Self.maximumCountedTokens
        let usable: Int
        let ending: [APIToken]
        do {
            usable = try await store.tokenCounts(at: now, expiringBefore: now).enabled
            ending = try await store.tokens(soon)
        } catch {
            return [failure("tokens", error, advice: Message("Check the database.", "请检查数据库。"))]
        }
        guard usable > 0 else {
            return [
                .warning(
                    "tokens", Message("There is no API token that can be used.", "没有可用的 API 令牌。"),
                    advice: Message("Run: soar-mcp token create NAME", "请运行：soar-mcp token create 名称"))
            ]
        }
        var findings = [
            Finding.sound(
                "tokens", Message("API tokens that can be used: \(usable).", "\(usable) 个 API 令牌可用。"))
        ]
        if !ending.isEmpty {
            let names = ending.prefix(Self.maximumNamedTokens).map { "\($0.id) \($0.name)" }.joined(separator: ", ")
            let count = ending.count < Self.maximumCountedTokens ? "\(ending.count)" : "\(ending.count)+"
            findings.append(
                .warning(
                    "tokens",
                    Message(
                        "Tokens that expire within \(Self.expiryWarningDays) days: \(count) (\(names)).",
                        "\(count) 个令牌将在 \(Self.expiryWarningDays) 天内过期：\(names)。"),
                    advice: Message("Create new ones in time.", "请及时创建新令牌。")))
        }
        return findings
    }
}
