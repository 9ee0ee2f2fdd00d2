//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension AuditVerification {
    /// The report as `--json` prints it.
    var json: JSONObject {
        [
            "intact": .bool(isIntact), "checked": .integer(checked), "recordsPerSecond": .integer(Int64(rate)),
            "milliseconds": .double(duration.milliseconds), "firstID": JSONValue(first), "lastID": JSONValue(head?.id),
            "hash": JSONValue(head?.hashText),
            "faults": .array(
                faults.map { fault in
                    [
                        "kind": .string(fault.kind.rawValue), "firstID": .integer(fault.first),
                        "lastID": .integer(fault.last), "message": .string(fault.message.english),
                    ]
                }), "faultCount": .integer(Int64(faultCount)),
            "schema": .array(
                schemaFaults.map { fault in
                    [
                        "kind": .string(fault.kind.rawValue), "type": .string(fault.type), "name": .string(fault.name),
                        "message": .string(fault.message.english),
                    ]
                }),
            "checkpoints": [
                "confirmed": .integer(Int64(confirmedCheckpoints)),
                "unverifiable": .integer(Int64(unverifiableCheckpoints)),
            ],
            "pruned": [
                "records": .integer(sealedRecords), "segments": .integer(Int64(segmentCount)),
                "notYetDeleted": .integer(leftovers),
                "newest": .array(
                    segments.map { segment in
                        [
                            "firstID": .integer(segment.first), "lastID": .integer(segment.last.id),
                            "sealedAt": .string(Timestamp.text(segment.sealedAt)),
                            "recordedAs": .integer(segment.record), "lastHash": .string(segment.last.hashText),
                        ]
                    }),
            ],
        ]
    }

    /// The report for people, a line a message.
    var messages: [Message] {
        var messages = faults.map { Message("✗ ", "✗ ") + $0.message }
        if faultCount > faults.count {
            let rest = faultCount - faults.count
            messages.append(Message("✗ … and \(rest) more", "✗ ……以及另外 \(rest) 处"))
        }
        messages += schemaFaults.map { Message("✗ ", "✗ ") + $0.message }
        for segment in segments {
            let (range, time) = ("\(segment.first)–\(segment.last.id)", Timestamp.text(segment.sealedAt))
            messages.append(
                Message(
                    "- \(range) were pruned at \(time), as record \(segment.record) tells",
                    "- \(range) 已于 \(time) 清理，见记录 \(segment.record)"))
        }
        if leftovers > 0 {
            messages.append(
                Message(
                    "- \(leftovers) pruned records are not deleted yet; the next prune does that",
                    "- 尚有 \(leftovers) 条已清理的记录未删除，下次清理时删除"))
        }
        if confirmedCheckpoints + unverifiableCheckpoints > 0 {
            messages.append(
                Message(
                    "- \(confirmedCheckpoints) checkpoints fit; \(unverifiableCheckpoints) are of pruned records",
                    "- \(confirmedCheckpoints) 个检查点相符；\(unverifiableCheckpoints) 个属于已清理的记录"))
        }
        return messages + [verdict]
    }

    private var verdict: Message {
        let count = Message(
            "\(checked) records in \(Int(duration.milliseconds)) ms (\(Int(rate)) a second)",
            "\(checked) 条记录，用时 \(Int(duration.milliseconds)) 毫秒（每秒 \(Int(rate)) 条）")
        let end = head.map { Message(", up to \($0.id) \($0.hashText)", "，至 \($0.id) \($0.hashText)") }
        let words =
            isIntact
            ? Message("✓ The audit log is intact: ", "✓ 审计日志完好：")
            : Message("✗ The audit log is not as it was written: ", "✗ 审计日志与写入时不符：")
        return words + count + (end ?? Message("", ""))
    }
}

extension AuditVerification.Fault {
    /// What is wrong, and where.
    var message: Message {
        let one = first == last
        let english = one ? "Record \(first)" : "Records \(first) to \(last)"
        let chinese = one ? "记录 \(first)" : "记录 \(first) 至 \(last)"
        return switch kind {
        case .altered:
            Message(
                "\(english): changed, moved or added by hand; the hash does not follow",
                "\(chinese)：被更改、移动或手工添加；哈希不符")
        case .missing: Message("\(english): missing", "\(chinese)：缺失")
        case .cut: Message("\(english): cut from the end", "\(chinese)：被从末尾截去")
        case .rewritten:
            Message(
                "\(english): the checkpoint saw another history up to here; hashes were computed anew",
                "\(chinese)：检查点所见的历史与此不同；哈希被重新计算")
        case .inserted: Message("\(english): added where there can be none", "\(chinese)：出现在不应有记录之处")
        case .badSeal:
            Message(
                "\(english): pruned, and the audit log does not tell of exactly these",
                "\(chinese)：被清理，而审计日志中没有与之完全相符的记录")
        case .hidden:
            Message(
                "\(english): audit list does not find all of them; what it looks them up by was changed",
                "\(chinese)：audit list 无法全部查到；其查找依据被更改")
        }
    }
}

extension SchemaFault {
    /// What is wrong with which part.
    var message: Message {
        let part = "\(type) \(name)"
        return switch kind {
        case .foreign:
            Message("\(part): not made by soar-mcp; what it does is unknown", "\(part)：不是 soar-mcp 创建的，作用未知")
        case .missing: Message("\(part): missing", "\(part)：缺失")
        case .changed: Message("\(part): not as soar-mcp made it", "\(part)：与 soar-mcp 创建的不同")
        }
    }
}

extension AuditChainPoint {
    /// The hash in hexadecimal.
    var hashText: String { Hexadecimal.text(hash) }
}
