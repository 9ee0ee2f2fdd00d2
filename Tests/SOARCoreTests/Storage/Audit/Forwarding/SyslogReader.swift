//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Reads a syslog message by the grammar of RFC 5424 §6, byte for byte; written without a look at what writes them.
struct SyslogReader {
    /// A message that isn't one, and where.
    struct Fault: Error {
        var expected: String
        var place: Int
    }

    struct Message {
        var facility = 0
        var severity = 0
        var timestamp: String?
        var hostname: String?
        var application: String?
        var processID: String?
        var messageID: String?
        /// In their order.
        var elements: [(id: String, parameters: [(String, String)])] = []
        var text: String?

        func parameter(_ name: String) -> String? { elements.first?.parameters.first { $0.0 == name }?.1 }
    }

    private let bytes: [UInt8]
    private var place = 0

    static func read(_ bytes: [UInt8]) throws(Fault) -> Message {
        var reader = SyslogReader(bytes: bytes)
        return try reader.message()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func message() throws(Fault) -> Message {
        var message = Message()
        try expect("<")
        let digits = take { (0x30...0x39).contains($0) }
        guard (1...3).contains(digits.count), digits.count == 1 || digits.first != 0x30,
            let priority = Int(String(decoding: digits, as: UTF8.self)), priority <= 191
        else { throw fault("PRIVAL") }
        (message.facility, message.severity) = (priority / 8, priority % 8)
        try expect(">1 ")
        message.timestamp = try field(maximum: 32)
        if let time = message.timestamp {
            let form =
                /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)/
            guard time.wholeMatch(of: form) != nil else { throw fault("TIMESTAMP") }
        }
        message.hostname = try field(maximum: 255)
        message.application = try field(maximum: 48)
        message.processID = try field(maximum: 128)
        message.messageID = try field(maximum: 32)
        if peek == UInt8(ascii: "-") {
            place += 1
        } else {
            repeat { message.elements.append(try element()) } while peek == UInt8(ascii: "[")
        }
        guard place < bytes.count else { return message }
        try expect(" ")
        let rest = Array(bytes[place...])
        guard rest.starts(with: [0xEF, 0xBB, 0xBF]) else { throw fault("BOM") }
        guard let text = String(validating: rest.dropFirst(3), as: UTF8.self) else { throw fault("UTF-8") }
        message.text = text
        return message
    }

    private mutating func element() throws(Fault) -> (id: String, parameters: [(String, String)]) {
        try expect("[")
        let id = try name()
        var parameters: [(String, String)] = []
        while peek == UInt8(ascii: " ") {
            place += 1
            let name = try name()
            try expect("=\"")
            parameters.append((name, try value()))
        }
        try expect("]")
        return (id, parameters)
    }

    /// SD-NAME: up to 32 printable characters but `=`, space, `]` and `"`.
    private mutating func name() throws(Fault) -> String {
        let name = take { (0x21...0x7E).contains($0) && ![0x3D, 0x5D, 0x22].contains($0) }
        guard (1...32).contains(name.count) else { throw fault("SD-NAME") }
        return String(decoding: name, as: UTF8.self)
    }

    /// PARAM-VALUE: `"`, `\` and `]` only behind `\`.
    private mutating func value() throws(Fault) -> String {
        var value: [UInt8] = []
        while let byte = peek {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: value, as: UTF8.self) else { throw fault("UTF-8") }
                return text
            case UInt8(ascii: "]"): throw fault("\\]")
            case UInt8(ascii: "\\"):
                guard let next = peek, [0x22, 0x5C, 0x5D].contains(next) else { throw fault("an escaped character") }
                value.append(next)
                place += 1
            default: value.append(byte)
            }
        }
        throw fault("\"")
    }

    /// A field and the space behind it; nil for `-`.
    private mutating func field(maximum: Int) throws(Fault) -> String? {
        let field = take { (0x21...0x7E).contains($0) }
        guard (1...maximum).contains(field.count) else { throw fault("a field of up to \(maximum)") }
        try expect(" ")
        return field == [UInt8(ascii: "-")] ? nil : String(decoding: field, as: UTF8.self)
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ isPart: (UInt8) -> Bool) -> [UInt8] {
        let part = Array(bytes[place...].prefix { isPart($0) })
        place += part.count
        return part
    }

    private mutating func expect(_ text: String) throws(Fault) {
        guard bytes[place...].starts(with: text.utf8) else { throw fault(text) }
        place += text.utf8.count
    }

    private func fault(_ expected: String) -> Fault { Fault(expected: expected, place: place) }
}
