//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension ChainedAuditRecord {
    /// The records as a table for people.
    static func table(_ records: [ChainedAuditRecord], in language: Language) -> TextTable {
        var table = TextTable(
            [
                Message("ID", "编号"), Message("TIME", "时间"), Message("TOKEN", "令牌"), Message("ACTION", "操作"),
                Message("RESOURCE", "资源"), Message("OUTCOME", "结果"), Message("MS", "毫秒"), Message("PEER", "来源"),
                Message("ERROR", "错误"),
            ], in: language)
        for chained in records {
            let record = chained.record
            let outcome = record.outcome.rawValue + (record.phase == .intent ? " (intent)" : "")
            table.append([
                String(chained.id), Timestamp.text(record.time),
                record.tokenName ?? record.tokenID?.description ?? "-", record.action, record.resource, outcome,
                String(Int(record.latency.milliseconds.rounded())), record.peer ?? "-", record.error ?? "",
            ])
        }
        return table
    }
}
