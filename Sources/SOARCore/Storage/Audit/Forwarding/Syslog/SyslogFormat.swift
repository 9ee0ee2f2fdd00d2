//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Writes audit records as syslog messages (RFC 5424).
///
/// `<PRI>1 TIME HOST soar-mcp PID ACTION [soar@32473 …] BOM JSON`: the structured data have what one looks for, the
/// message is the record as `audit export` writes it.
public struct SyslogFormat: Sendable {
    /// security/authorization messages (RFC 5424 §6.2.1).
    public static let facility = 10
    /// 32473 is the enterprise number for documentation (RFC 5612); nobody has registered one for soar-mcp.
    public static let structuredDataID = "soar@32473"
    /// No message may be limited to less: the shortest form of a record always fits.
    public static let minimumBytes = 1024

    private let hostname: String
    private let processID: String
    private let maximumBytes: Int

    /// Makes a format.
    ///
    /// - Parameters:
    ///   - hostname: The machine's name; what is not printable ASCII is replaced.
    ///   - processID: The process's number.
    ///   - maximumBytes: Length of one message; longer ones are cut, and say what was cut.
    public init(hostname: String, processID: Int32, maximumBytes: Int) {
        self.hostname = Self.headerField(hostname, maximum: 255)
        self.processID = String(processID)
        self.maximumBytes = max(maximumBytes, Self.minimumBytes)
    }

    /// A record as one message, without a frame.
    public func message(_ record: ChainedAuditRecord) -> [UInt8] {
        var bytes: [UInt8] = []
        for brevity in SyslogContent.Brevity.allCases {
            let room = maximumBytes - message(SyslogContent(record, brevity, room: 0)).count
            bytes = message(SyslogContent(record, brevity, room: room))
            if bytes.count <= maximumBytes { break }
        }
        return bytes
    }

    private func message(_ content: SyslogContent) -> [UInt8] {
        let record = content.record
        let priority = Self.facility * 8 + severity(record)
        let time = RFC3339.text(record.time, fractionDigits: 3) ?? "-"
        let action = Self.headerField(record.action, maximum: 32)
        let head = "<\(priority)>1 \(time) \(hostname) soar-mcp \(processID) \(action) "
        let data = content.parameters.map { name, value in " \(name)=\"\(Self.parameterValue(value))\"" }.joined()
        // The mark says that what follows is UTF-8 (RFC 5424 §6.4).
        return Array("\(head)[\(Self.structuredDataID)\(data)] \u{FEFF}\(content.text)".utf8)
    }

    /// From 0 to 7 (RFC 5424 §6.2.1): warning, notice or informational.
    private func severity(_ record: AuditRecord) -> Int {
        switch record.outcome {
        case .denied: 4
        case .failure: 5
        case .pending, .success: 6
        }
    }

    /// A field of the header: printable ASCII, or `-` where there is nothing.
    static func headerField(_ text: String, maximum: Int) -> String {
        let scalars = text.unicodeScalars.prefix(maximum).map { scalar -> Character in
            (0x21...0x7E).contains(scalar.value) ? Character(scalar) : "?"
        }
        return scalars.isEmpty ? "-" : String(scalars)
    }

    /// The value of a parameter: `"`, `\` and `]` are escaped (RFC 5424 §6.3.3).
    static func parameterValue(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if ["\"", "\\", "]"].contains(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }
}
