//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// How audit records are written for other programs.
public enum AuditExportFormat: String, Sendable, CaseIterable {
    /// One JSON object a line.
    case jsonl
    /// ArcSight's Common Event Format, one event a line.
    case cef
    /// RFC 4180 with a line of names.
    case csv

    /// What comes before the first record; nothing in most formats.
    public var header: String {
        switch self {
        case .jsonl, .cef: ""
        case .csv: AuditCSV.header
        }
    }

    /// A record as a line.
    ///
    /// - Parameters:
    ///   - record: What is written.
    ///   - version: The program's version, which CEF wants.
    /// - Returns: The text with the end of its line.
    public func line(_ record: ChainedAuditRecord, version: String) -> String {
        switch self {
        case .jsonl: JSONValue.object(record.json).text() + "\n"
        case .cef: AuditCEF(version: version).event(record) + "\n"
        case .csv: AuditCSV.line(record)
        }
    }
}
