//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp audit forwarding status`.
struct AuditForwardingStatus: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "List the destinations, what each has, and what is wrong.",
        discussion: "A destination is there when a server with its setting has been started.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let states = try await settings.store(in: context).auditForwardingStates()
        if output.json { return try context.printResult(.array(states.map { .object($0.json) })) }
        guard !states.isEmpty else {
            return context.printRemark(
                Message("The audit log is not forwarded.", "审计日志未配置转发。"))
        }
        var table = TextTable(
            [
                Message("DESTINATION", "目的地"), Message("STATUS", "状态"), Message("UP TO", "已送至"),
                Message("BACKLOG", "积压"), Message("MOVED", "更新时间"), Message("LOST", "丢失"), Message("ERROR", "错误"),
            ], in: context.language)
        for state in states {
            table.append([
                state.destination, state.word.text(in: context.language), String(state.position),
                String(state.backlog), state.movedAt.map(Timestamp.brief) ?? "-", String(state.lost),
                state.fault ?? "-",
            ])
        }
        for line in table.lines { try context.printResult(line) }
    }
}

extension AuditForwardingState {
    fileprivate var word: Message {
        if !isActive { return Message("off", "停用") }
        return fault == nil ? Message("ok", "正常") : Message("failing", "失败")
    }

    fileprivate var json: JSONObject {
        [
            "destination": .string(destination), "active": .bool(isActive), "position": .integer(position),
            "backlog": .integer(backlog), "movedAt": JSONValue(movedAt.map(Timestamp.text)), "lost": .integer(lost),
            "error": JSONValue(fault), "failingSince": JSONValue(faultSince.map(Timestamp.text)),
        ]
    }
}
