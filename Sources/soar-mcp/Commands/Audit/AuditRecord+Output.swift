//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension AuditRecord {
    /// The record as `--json` prints it.
    var json: JSONObject {
        [
            "time": .string(Timestamp.text(time)), "tokenID": JSONValue(tokenID?.rawValue),
            "tokenName": JSONValue(tokenName), "tenant": JSONValue(tenant?.rawValue), "action": .string(action),
            "resource": .string(resource), "parameters": parameters ?? .null, "outcome": .string(outcome.rawValue),
            "error": JSONValue(error), "latencyMilliseconds": .double(latency.milliseconds), "peer": JSONValue(peer),
            "userAgent": JSONValue(userAgent), "phase": .string(phase.rawValue), "callID": .string(callID),
            "traceID": JSONValue(traceID),
        ]
    }

    /// The records as a table for people.
    static func table(_ records: [AuditRecord], in language: Language) -> TextTable {
        var table = TextTable(
            [
                Message("TIME", "时间"), Message("TOKEN", "令牌"), Message("ACTION", "操作"), Message("RESOURCE", "资源"),
                Message("OUTCOME", "结果"), Message("MS", "毫秒"), Message("PEER", "来源"), Message("ERROR", "错误"),
            ], in: language)
        for record in records {
            let outcome = record.outcome.rawValue + (record.phase == .intent ? " (intent)" : "")
            table.append([
                Timestamp.text(record.time), record.tokenName ?? record.tokenID?.description ?? "-", record.action,
                record.resource, outcome, String(Int(record.latency.milliseconds.rounded())), record.peer ?? "-",
                record.error ?? "",
            ])
        }
        return table
    }
}
