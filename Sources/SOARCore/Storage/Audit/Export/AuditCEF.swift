//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Audit records in ArcSight's Common Event Format, revision 0.
struct AuditCEF {
    /// The program's version.
    var version: String

    /// The event, without the end of its line.
    func event(_ chained: ChainedAuditRecord) -> String {
        let record = chained.record
        let header = ["CEF:0", "soar-mcp", "soar-mcp", version, record.action, record.action, severity(record)]
        return ([header[0]] + header.dropFirst().map(Self.headerField)).joined(separator: "|") + "|"
            + extensions(chained)
    }

    /// From 0 to 10.
    private func severity(_ record: AuditRecord) -> String {
        switch (record.outcome, record.phase) {
        case (.denied, _): "6"
        case (.failure, _): "5"
        case (.pending, _), (_, .intent): "3"
        case (.success, .outcome): "2"
        }
    }

    private func extensions(_ chained: ChainedAuditRecord) -> String {
        let record = chained.record
        let members: [(String, String?)] = [
            ("rt", String(record.time.storedMilliseconds)), ("externalId", String(chained.id)), ("act", record.action),
            ("outcome", record.outcome.rawValue), ("reason", record.error), ("request", record.resource),
            ("suid", record.tokenID.map { String($0.rawValue) }), ("suser", record.tokenName),
            ("requestClientApplication", record.userAgent),
            ("cs1Label", record.tenant == nil ? nil : "tenant"), ("cs1", record.tenant?.rawValue),
            ("cs2Label", "callID"), ("cs2", record.callID), ("cs3Label", "phase"), ("cs3", record.phase.rawValue),
            ("cs4Label", record.parameters == nil ? nil : "parameters"), ("cs4", record.parameters?.text()),
            ("cs5Label", "hash"), ("cs5", Hexadecimal.text(chained.hash)),
            ("cs6Label", record.traceID == nil ? nil : "traceID"), ("cs6", record.traceID),
            ("cn1Label", "latencyMicroseconds"), ("cn1", String(record.latency.storedMicroseconds)),
        ]
        return (members + Self.source(record.peer)).compactMap { name, value in
            value.map { "\(name)=\(Self.extensionValue($0))" }
        }
        .joined(separator: " ")
    }

    /// Where it came from; the format has another name for each kind of address, and `src` is for IPv4.
    private static func source(_ peer: String?) -> [(String, String?)] {
        guard let peer else { return [] }
        switch IPAddress(peer)?.unmapped.bytes.count {
        case 4: return [("src", IPAddress(peer)?.unmapped.description)]
        case .some: return [("c6a2Label", "Source IPv6 Address"), ("c6a2", peer)]
        case nil: return [("shost", peer)]
        }
    }

    /// A header's field: `|` and `\` are escaped, and it stays on one line.
    static func headerField(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "|", "\\": "\\" + String(scalar)
            case "\n", "\r": " "
            default: nil
            }
        }
    }

    /// An extension's value: `=` and `\` are escaped, and line ends are written as letters.
    static func extensionValue(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "=", "\\": "\\" + String(scalar)
            case "\n": "\\n"
            case "\r": "\\r"
            default: nil
            }
        }
    }

    private static func escaped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let replacement = replacement(scalar) {
                result.append(contentsOf: replacement.unicodeScalars)
            } else if isLineEnd(scalar) {
                result.append(" ")
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// What else some reader takes for the end of a line.
    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        [0x0B, 0x0C, 0x85, 0x2028, 0x2029].contains(scalar.value)
    }
}
