//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What a syslog message says of a record, as long as there is room for it.
struct SyslogContent {
    /// What is left out; each case leaves out more than the one before.
    enum Brevity: CaseIterable {
        case nothing
        /// The end of the parameters.
        case parameters
        /// All parameters, and the ends of all texts.
        case texts
        /// Everything that doesn't name the record.
        case allButTheNumber
    }

    /// Of a text in the structured data, in characters.
    private static let maximumLength = 128
    /// Of any text where all are cut, in characters.
    private static let maximumShortLength = 32

    let record: AuditRecord
    private let chained: ChainedAuditRecord
    private let brevity: Brevity
    /// Bytes that cut parameters may take.
    private let room: Int

    init(_ chained: ChainedAuditRecord, _ brevity: Brevity, room: Int) {
        record = chained.record
        self.chained = chained
        self.brevity = brevity
        self.room = room
    }

    /// The structured data's parameters.
    var parameters: [(String, String)] {
        let length = brevity == .texts ? Self.maximumShortLength : Self.maximumLength
        let identity = [("id", String(chained.id)), ("hash", Hexadecimal.text(chained.hash))]
        guard brevity != .allButTheNumber else { return identity + [("cut", "record")] }
        let others: [(String, String?)] = [
            ("callID", record.callID), ("phase", record.phase.rawValue), ("outcome", record.outcome.rawValue),
            ("tokenID", record.tokenID.map { String($0.rawValue) }), ("token", record.tokenName),
            ("tenant", record.tenant?.rawValue), ("resource", record.resource), ("peer", record.peer),
            ("cut", cut),
        ]
        return identity + others.compactMap { name, value in value.map { (name, $0.bounded(to: length)) } }
    }

    /// The message: the record as JSON.
    var text: String {
        var json = chained.json
        switch brevity {
        case .nothing: break
        case .parameters:
            let text = record.parameters?.text() ?? ""
            // Every quotation mark takes two bytes once it is in a text.
            json["parameters"] = .string(Self.beginning(of: text, maximumBytes: room / 2))
        case .texts:
            for (name, value) in json {
                if let text = value.stringValue, name != "hash" {
                    json[name] = .string(text.bounded(to: Self.maximumShortLength))
                }
            }
            json["parameters"] = .null
        case .allButTheNumber:
            json = ["id": .integer(chained.id), "hash": .string(Hexadecimal.text(chained.hash))]
        }
        if let cut { json["cut"] = .string(cut) }
        return JSONValue.object(json).text()
    }

    private var cut: String? {
        switch brevity {
        case .nothing: nil
        case .parameters: "parameters"
        case .texts: "texts"
        case .allButTheNumber: "record"
        }
    }

    /// The beginning of a text, whole characters of Unicode.
    private static func beginning(of text: String, maximumBytes: Int) -> String {
        var bytes = 0
        let kept = text.unicodeScalars.prefix { scalar in
            bytes += UTF8.width(scalar)
            return bytes <= maximumBytes
        }
        return String(String.UnicodeScalarView(kept))
    }
}
