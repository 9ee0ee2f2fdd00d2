//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import TestSupport
import Testing

@testable import SOARCore

@Suite("The audit log for other programs", .timeLimit(.minutes(1)))
struct AuditExportTests {
    /// Everything that could end a line, a field, or begin a formula, and some plain text.
    private static let pieces = [
        "a", "封禁", "=", "|", "\\", "\"", ",", "\n", "\r", "\r\n", "\t", "+1", "-", "@x", "'", " ", "n", "\u{2028}", "%",
        "\u{85}", "cs1=", "CEF:0|", "\u{1F600}",
    ]

    private static func record(_ id: Int64, _ generator: inout SeededGenerator) -> ChainedAuditRecord {
        func text(_ generator: inout SeededGenerator) -> String {
            (0..<Int.random(in: 0...5, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        }
        var record = AuditRecord.sample(text(&generator))
        record.action = text(&generator)
        record.resource = text(&generator)
        record.tokenName = Bool.random(using: &generator) ? text(&generator) : nil
        record.error = text(&generator)
        record.userAgent = text(&generator)
        record.parameters = .object([text(&generator): .string(text(&generator))])
        return ChainedAuditRecord(id: id, record: record, hash: [UInt8](repeating: 0xAB, count: 32))
    }

    private static func records(_ count: Int64) -> [ChainedAuditRecord] {
        var generator = SeededGenerator(seed: 6)
        return (1...count).map { record($0, &generator) }
    }

    @Test("as JSON lines has one object a line with every member")
    func jsonLines() throws {
        for record in Self.records(200) {
            let line = AuditExportFormat.jsonl.line(record, version: "1")
            #expect(line.last == "\n" && line.utf8.count { $0 == 0x0A } == 1)
            let json = try JSONParser.parse(String(line.dropLast()))
            #expect(json == .object(record.json))
            #expect(json["error"]?.stringValue == record.record.error)
        }
    }

    @Test("as CSV is what Python reads as the same fields, with formulas disarmed")
    func csv() throws {
        let records = Self.records(200)
        let text =
            AuditExportFormat.csv.header
            + records.map { AuditExportFormat.csv.line($0, version: "1") }.joined()
        try withFile(text) { path in
            let output = try PythonSQLite.script(
                """
                import csv, json, sys
                with open(sys.argv[1], newline='', encoding='utf-8') as file:
                    print(json.dumps(list(csv.DictReader(file, strict=True))))
                """, path)
            let rows = try #require(JSONParser.parse(output, limits: .unlimited).arrayValue)
            try #require(rows.count == records.count)
            for (row, record) in zip(rows, records) {
                #expect(row["id"]?.stringValue == String(record.id))
                for (name, value) in [
                    ("action", record.record.action), ("error", record.record.error ?? ""),
                    ("tokenName", record.record.tokenName ?? ""), ("userAgent", record.record.userAgent ?? ""),
                    ("parameters", record.record.parameters?.text() ?? ""),
                ] {
                    let found = try #require(row[name]?.stringValue)
                    #expect(found == value || found == "'" + value)
                    #expect(!["=", "+", "-", "@", "\t", "\r", "\n"].contains(found.unicodeScalars.first))
                }
            }
        }
    }

    @Test("as CEF keeps header, names and values apart")
    func cef() throws {
        for record in Self.records(200) {
            let line = AuditExportFormat.cef.line(record, version: "1|2")
            #expect(line.last == "\n")
            let event = try #require(CEFEvent(String(line.dropLast())), "\(line)")
            #expect(event.header.prefix(4) == ["CEF:0", "soar-mcp", "soar-mcp", "1|2"])
            #expect(event.header[4] == CEFEvent.flat(record.record.action))
            for (name, value) in [
                ("act", record.record.action), ("reason", record.record.error),
                ("suser", record.record.tokenName), ("request", record.record.resource),
                ("cs4", record.record.parameters?.text()), ("externalId", String(record.id)),
                ("rt", String(record.record.time.storedMilliseconds)),
            ] {
                #expect(event.extensions[name] == value.map(CEFEvent.flatKeepingLineEnds))
            }
        }
    }

    @Test("comes in pieces, filtered, and goes on where it stopped", arguments: [0, 1, 2_000, 2_500, 4_100])
    func pages(_ after: Int64) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for number in 1...4_100 {
                try await store.enqueue(.sample("\(number)", outcome: number % 10 == 0 ? .denied : .success))
            }
            try await store.flushAuditRecords()
            var query = AuditQuery()
            query.outcome = .denied
            var (found, last, pieces): ([Int64], Int64, Int) = ([], after, 0)
            while true {
                let page = try await store.auditPage(matching: query, after: last)
                found += page.records.map(\.id)
                (last, pieces) = (page.last, pieces + 1)
                if page.isLast { break }
            }
            #expect(found == (1...4_100).filter { $0 % 10 == 0 && $0 > after })
            #expect(last == 4_100 && pieces <= 3)
        }
    }

    @Test("says what of it was taken out meanwhile")
    func skipped() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for number in 1...10 { try await store.append(.sample("\(number)")) }
            let retention = try #require(AuditRetention(maximumRecords: 4))
            _ = try await store.pruneAuditRecords(retention, at: moment(), by: "test", isRehearsal: false)
            for (after, skipped) in [(0, 1...6), (3, 4...6), (5, 6...6), (6, nil), (9, nil)]
                as [(Int64, ClosedRange<Int64>?)]
            {
                let page = try await store.auditPage(matching: AuditQuery(), after: after)
                #expect(page.skipped == skipped && page.last == 11)
            }
        }
    }

    @Test("as CEF has an address where readers look for one, and the trace")
    func cefSource() throws {
        var record = AuditRecord.sample("x")
        record.traceID = "4bf92f3577b34da6a3ce929d0e0e4736"
        for (peer, name) in [
            ("192.0.2.7", "src"), ("::ffff:192.0.2.7", "src"), ("2001:db8::7", "c6a2"), ("stdio", "shost"),
        ] {
            record.peer = peer
            let line = AuditExportFormat.cef.line(.init(id: 1, record: record, hash: []), version: "1")
            let event = try #require(CEFEvent(String(line.dropLast())))
            #expect(event.extensions[name] == (name == "src" ? "192.0.2.7" : peer))
            #expect(["src", "c6a2", "shost"].count { event.extensions[$0] != nil } == 1)
            #expect(event.extensions["c6a2Label"] == (name == "c6a2" ? "Source IPv6 Address" : nil))
            #expect(event.extensions["cs6"] == record.traceID && event.extensions["cs6Label"] == "traceID")
        }
    }

    private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "soar-\(UUID().uuidString).csv").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }
}

extension JSONLimits {
    fileprivate static var unlimited: JSONLimits {
        var limits = JSONLimits()
        limits.maximumBytes = .max
        limits.maximumValues = .max
        return limits
    }
}
