//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import SOARCore
import Synchronization
import Testing

@testable import soar_mcp

@Suite("Log lines")
struct LogLineTests {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    private static func logged(_ format: LogFormat, _ log: (inout Logger) -> Void) -> [String] {
        let lines = Lines()
        var logger = Logger(label: "test") { label in
            StderrLogHandler(
                label: label, format: format, threshold: LogThreshold(.info), now: { Date(timeIntervalSince1970: 0.5) },
                write: { line in lines.all.withLock { $0.append(line) } })
        }
        log(&logger)
        return lines.all.withLock { $0 }
    }

    /// Text that would end a line, forge another one, steer a terminal or turn the reading direction.
    private static let hostile = "a\nb\r\n2026-01-01 forged\u{1B}[31m\u{9B}2J\u{2028}\u{202E}\u{7F}\u{0}\t\"c\\=d"

    @Test("have time, level, label, message and sorted values")
    func text() {
        let lines = Self.logged(.text) { logger in
            logger[metadataKey: "b"] = "two words"
            logger.warning("Something happened", metadata: ["a": "1", "c": ""])
            logger.debug("left out")
        }
        #expect(
            lines == ["1970-01-01T00:00:00.500Z warning  test Something happened a=1 b=\"two words\" c=\"\"\n"])
    }

    @Test("as JSON are one object each")
    func json() throws {
        let lines = Self.logged(.json) { logger in
            logger.info("Something happened", metadata: ["message": "not the message", "n": "1"])
        }
        let line = try JSONParser.parse(try #require(lines.first))
        #expect(line["time"] == "1970-01-01T00:00:00.500Z")
        #expect(line["level"] == "info")
        #expect(line["label"] == "test")
        #expect(line["message"] == "Something happened")
        #expect(line["metadata"] == ["message": "not the message", "n": "1"])
    }

    @Test("stay one line of harmless characters, whatever is in them", arguments: LogFormat.allCases)
    func injection(_ format: LogFormat) throws {
        let lines = Self.logged(format) { logger in
            logger.error(
                "\(Self.hostile)",
                metadata: ["\(Self.hostile)": "\(Self.hostile)", "list": ["x\ny", .dictionary(["k": "\u{1B}c"])]])
        }
        let line = try #require(lines.first)
        #expect(lines.count == 1)
        #expect(line.hasSuffix("\n"))
        let body = line.dropLast()
        let unsafe = body.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
        #expect(unsafe.isEmpty)
        // What it said can still be read.
        #expect(line.contains("forged"))
        if format == .json { _ = try JSONParser.parse(String(body)) }
    }

    @Test("a quoted value can't end its quotation marks")
    func quoting() {
        let lines = Self.logged(.text) { $0.info("m", metadata: ["a": "x\" b=\"y"]) }
        #expect(lines.first?.hasSuffix(#"m a="x\" b=\"y""# + "\n") == true)
    }

    @Test("are bounded in length", arguments: LogFormat.allCases)
    func length(_ format: LogFormat) {
        let long = String(repeating: "长", count: 100_000)
        let lines = Self.logged(format) { logger in
            let many = (0..<100).map { ("key\($0)", Logger.MetadataValue.string(long)) }
            logger.info("\(long)", metadata: Dictionary(uniqueKeysWithValues: many))
        }
        let limit = LogLine.maximumMessageBytes + LogLine.maximumValues * (LogLine.maximumValueBytes + 64) + 256
        #expect(lines.count == 1)
        #expect((lines.first?.utf8.count ?? .max) < limit)
        #expect((lines.first?.utf8.count ?? 0) > LogLine.maximumMessageBytes)
    }
}
