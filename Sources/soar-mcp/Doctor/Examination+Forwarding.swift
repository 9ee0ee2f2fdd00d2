//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARCore

extension Examination {
    /// Whether the files for forwarding the audit log can be used, and how far each destination has come.
    func forwarding(_ settings: Settings.Audit.Forwarding, _ store: SQLiteStore) async -> [Finding] {
        do {
            try await ForwardingAccess.withService(
                settings, log: store, logger: Logger(label: "doctor", factory: { _ in SwiftLogNoOpLogHandler() }),
                in: context
            ) { _ in }
            return try await store.auditForwardingStates().filter(\.isActive).map(finding)
        } catch {
            return [
                failure("forwarding", error, advice: Message("Correct this setting or file.", "请更正该设置或文件。"))
            ]
        }
    }

    private func finding(_ state: AuditForwardingState) -> Finding {
        let (name, backlog) = (state.destination, state.backlog)
        if let fault = state.fault {
            return .warning(
                "forwarding",
                Message(
                    "\(name) can't be reached, and \(backlog) audit records wait: \(fault).",
                    "\(name) 无法访问，\(backlog) 条审计记录等待转发：\(fault)。"),
                advice: Message("The records are kept. Check the receiver and the way to it.", "记录会保留。请检查接收端与网络。"))
        }
        return .sound(
            "forwarding",
            Message(
                "\(name) has the audit log up to record \(state.position); \(backlog) records wait.",
                "\(name) 已收到审计日志至记录 \(state.position)；\(backlog) 条等待转发。"))
    }
}
