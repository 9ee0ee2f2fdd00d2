//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import TestSupport
import Testing

@testable import SOARCore

@Suite("Audit records as syslog messages (RFC 5424)")
struct SyslogFormatTests {
    private static let format = SyslogFormat(hostname: "soar-1.example.com", processID: 4711, maximumBytes: 8192)

    private static func chained(_ record: AuditRecord, id: Int64 = 42) -> ChainedAuditRecord {
        ChainedAuditRecord(id: id, record: record, hash: [UInt8](repeating: 0xAB, count: 32))
    }

    private static var full: AuditRecord {
        AuditRecord(
            callID: "call-1", time: moment(), tokenID: APITokenID(rawValue: 7), tokenName: "analyst",
            tenant: TenantID(rawValue: "soc"), action: "execute_playbook", resource: "soar://playbooks/7",
            parameters: ["ip": "10.0.0.1", "note": "封禁 \"now\""], outcome: .success, latency: .milliseconds(12),
            peer: "192.0.2.1", userAgent: "client/1")
    }

    @Test("have every field in its place, and the record as JSON behind the mark of UTF-8")
    func fields() throws {
        let record = Self.chained(Self.full)
        let message = try SyslogReader.read(Self.format.message(record))
        #expect(message.facility == 10 && message.severity == 6)
        #expect(message.timestamp == "2025-06-15T15:06:40.123Z")
        #expect(message.hostname == "soar-1.example.com" && message.application == "soar-mcp")
        #expect(message.processID == "4711" && message.messageID == "execute_playbook")
        let element = try #require(message.elements.first)
        #expect(message.elements.count == 1 && element.id == "soar@32473")
        #expect(
            element.parameters.map(\.0)
                == ["id", "hash", "callID", "phase", "outcome", "tokenID", "token", "tenant", "resource", "peer"])
        #expect(message.parameter("id") == "42" && message.parameter("token") == "analyst")
        #expect(message.parameter("hash") == String(repeating: "ab", count: 32))
        #expect(try JSONParser.parse(try #require(message.text)) == .object(record.json))
    }

    @Test(
        "are the more severe the less was allowed",
        arguments: [
            (AuditRecord.Outcome.success, 6), (.pending, 6), (.failure, 5), (.denied, 4),
        ])
    func severity(_ outcome: AuditRecord.Outcome, _ severity: Int) throws {
        #expect(
            try SyslogReader.read(Self.format.message(Self.chained(.sample("c", outcome: outcome)))).severity
                == severity)
    }

    @Test("escape what would end a value, and keep every text that strangers write on its place")
    func hostile() throws {
        let pieces = [
            "\"", "\\", "]", "[", "] [x@1 a=\"b\"]", "\n", "\r\n", "\0", "\u{1B}[31m", "封", "\u{1F600}", " ", "=",
            "<34>1 ",
            "\u{2028}", "-", "\u{FEFF}",
        ]
        var generator = SeededGenerator(seed: 31)
        for number in 1...500 as ClosedRange<Int64> {
            func text() -> String {
                (0..<Int.random(in: 0...6, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? ""
                }
                .joined()
            }
            var record = Self.full
            record.callID = text()
            record.tokenName = text()
            record.action = text()
            record.resource = text()
            record.error = text()
            record.peer = text()
            record.parameters = .string(text())
            let chained = Self.chained(record, id: number)
            let bytes = Self.format.message(chained)
            let message = try SyslogReader.read(bytes)
            #expect(message.elements.count == 1)
            #expect(message.parameter("id") == String(number))
            #expect(message.parameter("token") == record.tokenName?.bounded(to: 128))
            // A receiver that reads by lines must not be shown a line of a stranger's.
            #expect(!bytes.contains { $0 < 0x20 })
            #expect(try JSONParser.parse(try #require(message.text)) == .object(chained.json))
        }
    }

    @Test("name nothing where there is no host, no action and no time that fits")
    func nothing() throws {
        var record = AuditRecord.sample("c")
        record.action = ""
        record.time = Date(timeIntervalSince1970: -1e12)
        let format = SyslogFormat(hostname: "", processID: 1, maximumBytes: 8192)
        let message = try SyslogReader.read(format.message(Self.chained(record)))
        #expect(message.hostname == nil && message.messageID == nil && message.timestamp == nil)
        record.action = String(repeating: "é", count: 80)
        let long = SyslogFormat(hostname: String(repeating: "h", count: 300), processID: 1, maximumBytes: 8192)
        let other = try SyslogReader.read(long.message(Self.chained(record)))
        #expect(other.hostname?.count == 255 && other.messageID == String(repeating: "?", count: 32))
    }

    @Test("are never longer than they may be, and say what was cut", arguments: [1024, 2048, 8192])
    func cut(_ maximum: Int) throws {
        let format = SyslogFormat(hostname: "h", processID: 1, maximumBytes: maximum)
        func message(_ record: AuditRecord) throws -> SyslogReader.Message {
            let bytes = format.message(Self.chained(record))
            #expect(bytes.count <= maximum)
            return try SyslogReader.read(bytes)
        }
        var record = Self.full
        record.parameters = ["text": .string(String(repeating: "\"封\\", count: 5_000))]
        let parameters = try message(record)
        #expect(parameters.parameter("cut") == "parameters")
        let json = try JSONParser.parse(try #require(parameters.text))
        #expect(json["cut"] == "parameters" && json["resource"] == "soar://playbooks/7")
        #expect(json["parameters"]?.stringValue?.hasPrefix(#"{"text":"\"封"#) == true || maximum == 1024)
        record.error = String(repeating: "e", count: 9_000)
        let texts = try message(record)
        #expect(["texts", "record"].contains(texts.parameter("cut")))
        for text in ["\u{1F600}", "\"", "\u{7}"] {
            let long = String(repeating: text, count: 9_000)
            (record.callID, record.tokenName, record.resource, record.peer) = (long, long, long, long)
            (record.userAgent, record.action, record.traceID) = (long, long, long)
            let least = try message(record)
            #expect(least.parameter("id") == "42" && least.parameter("cut") != nil)
            #expect(try JSONParser.parse(try #require(least.text))["id"] == 42)
        }
    }

    @Test(
        "go to addresses of three kinds",
        arguments: [
            ("tls://logs.example.com", "tls://logs.example.com:6514"), ("tcp://10.0.0.1:1601", "tcp://10.0.0.1:1601"),
            ("UDP://[::1]", "udp://[::1]:514"), ("tcp://h/", "tcp://h:601"),
        ])
    func addresses(_ text: String, _ shown: String) {
        #expect(SyslogAddress(text)?.description == shown)
        #expect(SyslogAddress(shown)?.description == shown)
    }

    @Test(
        "go nowhere else",
        arguments: [
            "", "logs", "logs:514", "http://h", "tcp://", "tcp://h:0", "tcp://h:65536", "tcp://h/x", "tcp://h?x=1",
            "tcp://h#x", "tcp://u:p@h", "tcp://h h", "tcp://-h", "tcp://[x]", "tcp://h%41", "tcp://封",
        ])
    func noAddresses(_ text: String) { #expect(SyslogAddress(text) == nil) }
}
