//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

extension ImportReport {
    func json(isDryRun: Bool, timeZone: String) -> JSONValue {
        [
            "dryRun": .bool(isDryRun), "timeZone": .string(timeZone), "changed": .bool(hasChanges && !isDryRun),
            "tables": .array(
                tables.map { table in
                    let skipped = table.skipped.map { ($0.rawValue, JSONValue.integer(Int64($1))) }
                    return [
                        "table": .string(table.name), "read": .integer(Int64(table.read)),
                        "taken": .integer(Int64(table.taken)), "present": .integer(Int64(table.present)),
                        "skipped": .object(
                            skipped.sorted { $0.0 < $1.0 }.reduce(into: JSONObject()) { $0[$1.0] = $1.1 }),
                        "remarks": .array(
                            table.remarks.map { remark in
                                [
                                    "row": .string(remark.row), "reason": .string(remark.reason.rawValue),
                                    "text": .string(remark.reason.message.english), "detail": JSONValue(remark.detail),
                                ]
                            }),
                    ]
                }),
        ]
    }

    func print(isDryRun: Bool, timeZone: String, in context: CommandContext) throws {
        var output = TextTable(
            [
                Message("TABLE", "表"), Message("READ", "读取"), Message("TAKEN", "导入"), Message("PRESENT", "已存在"),
                Message("SKIPPED", "跳过"),
            ], in: context.language)
        for table in tables {
            let skipped = table.skipped.values.reduce(0, +)
            output.append([table.name] + [table.read, table.taken, table.present, skipped].map { String($0) })
        }
        for line in output.lines { try context.printResult(line) }
        for table in tables {
            for remark in table.remarks {
                let detail = remark.detail.map { ": \($0)" } ?? ""
                let line = "\(table.name) \(remark.row): \(remark.reason.message.text(in: context.language))\(detail)"
                try context.printResult(PlainText.escaped(line))
            }
        }
        context.printRemark(outcome(isDryRun: isDryRun, timeZone: timeZone))
    }

    private func outcome(isDryRun: Bool, timeZone: String) -> Message {
        let zone = Message(" Times were read as \(timeZone).", "时间按 \(timeZone) 解读。")
        if isDryRun { return Message("This was a trial: nothing was kept.", "此为试运行：未保存任何内容。") + zone }
        guard hasChanges else {
            return Message("There was nothing new; nothing was changed.", "没有新内容，未作更改。")
        }
        return Message("Imported. The old file was not changed.", "导入完成。旧文件未被改动。") + zone
    }
}

extension ImportReport.Reason {
    fileprivate var message: Message {
        switch self {
        case .tokenForm:
            Message(
                "not a token that the old program made; create a new one", "不是旧程序生成的令牌；请新建令牌")
        case .expiry: Message("its end can't be read, and it must not live for ever", "过期时间无法读取，不能视为永久")
        case .unreadable: Message("its number or time can't be read", "编号或时间无法读取")
        case .renamed: Message("the name is taken; it is called", "名称已被占用，改名为")
        case .notUsed: Message("not used here", "此处不使用")
        case .empty: Message("it has no value", "没有值")
        case .invalid: Message("it can't be used", "无法使用")
        case .masked:
            Message("it is the mask that the old page showed, not the token", "这是旧页面显示的掩码，不是令牌")
        case .passwordHash:
            Message(
                "no bcrypt hash; set a new password with: soar-mcp admin reset-password",
                "不是 bcrypt 哈希；请用 soar-mcp admin reset-password 重设密码")
        case .passwordUnsupported:
            Message(
                "this build can't check bcrypt; set a new password with: soar-mcp admin reset-password",
                "此构建无法验证 bcrypt；请用 soar-mcp admin reset-password 重设密码")
        case .inactive: Message("it was not in use", "已停用")
        case .switchedOff: Message("switched off, as it was there", "已停用，与旧程序一致")
        }
    }
}
