//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// Writes, checks and reads an audit log, and prints a line of JSON for each: what, and how fast.
///
/// `audit-bench FOLDER [RECORDS]` leaves a database with that many records (2,000,000) in the folder.
@main
enum AuditBench {
    /// How many calls append at a time.
    static let callers = 32
    static let appendTime: Duration = .seconds(3)

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first else { return report("usage: audit-bench FOLDER [RECORDS]", 0, "") }
        let count = arguments.dropFirst().first.flatMap { Int($0) } ?? 2_000_000
        let store = try SQLiteStore(path: folder + "/audit-bench.db")
        for durability in AuditDurability.allCases {
            report("append, \(durability.rawValue)", try await appendRate(store, durability), "records a second")
        }
        let start = ContinuousClock.now
        for number in 0..<count { try await store.enqueue(record(number)) }
        try await store.flushAuditRecords()
        report("enqueue", Double(count) / (ContinuousClock.now - start).inSeconds, "records a second")
        let found = try await store.verifyAuditChain()
        report("verify, \(found.checked) records, intact \(found.isIntact)", found.rate, "records a second")
        for (name, query) in queries() { try await list(name, query, store) }
    }

    private static func appendRate(_ store: SQLiteStore, _ durability: AuditDurability) async throws -> Double {
        let start = ContinuousClock.now
        let end = start + appendTime
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<callers {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now < end {
                        try await store.append(record(count), durability: durability)
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / (ContinuousClock.now - start).inSeconds
    }

    private static func record(_ number: Int) -> AuditRecord {
        let outcome: AuditRecord.Outcome = number % 1_000 == 7 ? .failure : number % 50 == 3 ? .denied : .success
        return AuditRecord(
            callID: "01a2b3c4d5e6f708-\(number)",
            time: Date(timeIntervalSince1970: 1_750_000_000 + Double(number) / 100),
            tokenID: APITokenID(rawValue: Int64(number % 20 + 1)), tokenName: "token \(number % 20 + 1)",
            tenant: .default, action: number % 100_000 == 5 ? "rare_tool" : "list_playbooks_quick",
            resource: "soar://playbooks", parameters: ["limit": 100], outcome: outcome,
            latency: .microseconds(900), peer: "127.0.0.1", userAgent: "claude-desktop/1.2.3")
    }

    private static func queries() -> [(String, AuditQuery)] {
        func query(_ change: (inout AuditQuery) -> Void) -> AuditQuery {
            var query = AuditQuery()
            change(&query)
            return query
        }
        let past = Date(timeIntervalSince1970: 1_750_001_000)
        return [
            ("all", query { _ in }), ("token", query { $0.tokenID = APITokenID(rawValue: 7) }),
            ("token name", query { $0.tokenName = "token 7" }), ("tenant", query { $0.tenant = .default }),
            ("tenant without records", query { $0.tenant = TenantID(rawValue: "none") }),
            ("rare action", query { $0.action = "rare_tool" }), ("no such action", query { $0.action = "none" }),
            ("failures", query { $0.outcome = .failure }), ("pending", query { $0.outcome = .pending }),
            ("until long ago", query { $0.until = past }), ("before record 1,000", query { $0.before = 1_000 }),
            ("token and failure", query { ($0.tokenID, $0.outcome) = (APITokenID(rawValue: 8), .failure) }),
            ("token and rare action", query { ($0.tokenName, $0.action) = ("token 6", "rare_tool") }),
            ("token and pending", query { ($0.tokenID, $0.outcome) = (APITokenID(rawValue: 8), .pending) }),
            ("denied until long ago", query { ($0.outcome, $0.until) = (.denied, past) }),
        ]
    }

    private static func list(_ name: String, _ query: AuditQuery, _ store: SQLiteStore) async throws {
        var worst = 0.0
        for _ in 0..<3 {
            let start = ContinuousClock.now
            _ = try await store.chainedAuditRecords(query)
            worst = max(worst, (ContinuousClock.now - start).inSeconds)
        }
        report("list, \(name)", worst * 1000, "ms, the slowest of three")
    }

    private static func report(_ name: String, _ value: Double, _ unit: String) {
        let line: JSONValue = [
            "name": .string(name), "value": .double((value * 10).rounded() / 10), "unit": .string(unit),
        ]
        FileHandle.standardOutput.write(Data((line.text() + "\n").utf8))
    }
}

extension Duration {
    fileprivate var inSeconds: Double { self / .seconds(1) }
}
