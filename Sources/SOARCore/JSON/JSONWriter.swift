//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension JSONValue {
    /// The value as compact JSON text in UTF-8.
    public func encoded() -> [UInt8] {
        if case .object(let members) = self, let text = members.text { return text }
        var writer = JSONWriter(indent: nil)
        writer.write(self, level: 0)
        return writer.bytes
    }

    /// The value as JSON text: compact, or indented by two spaces a level for people to read.
    public func text(pretty: Bool = false) -> String {
        guard pretty else { return String(decoding: encoded(), as: UTF8.self) }
        var writer = JSONWriter(indent: 2)
        writer.write(self, level: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Writes JSON text; everything beyond ASCII goes out as it is.
private struct JSONWriter {
    private static let typicalLength = 1024

    let indent: Int?
    var bytes: [UInt8] = []

    init(indent: Int?) {
        self.indent = indent
        bytes.reserveCapacity(Self.typicalLength)
    }

    mutating func write(_ value: JSONValue, level: Int) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .integer(let integer): write(integer)
        // JSON has no word for infinity and not-a-number.
        case .double(let double): bytes.append(contentsOf: (double.isFinite ? String(double) : "null").utf8)
        case .string(let text): write(text)
        case .array(let elements):
            container("[", "]", elements, level) { writer, element in writer.write(element, level: level + 1) }
        case .object(let members):
            if indent == nil, let text = members.text { return bytes.append(contentsOf: text) }
            container("{", "}", members, level) { writer, member in
                writer.write(member.name)
                writer.bytes.append(UInt8(ascii: ":"))
                if writer.indent != nil { writer.bytes.append(UInt8(ascii: " ")) }
                writer.write(member.value, level: level + 1)
            }
        }
    }

    private mutating func container<Elements: Collection>(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ elements: Elements, _ level: Int,
        _ write: (inout JSONWriter, Elements.Element) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            newLine(level + 1)
            write(&self, element)
        }
        if !isFirst { newLine(level) }
        bytes.append(UInt8(ascii: close))
    }

    private mutating func newLine(_ level: Int) {
        guard let indent else { return }
        bytes.append(0x0A)
        for _ in 0..<indent * level { bytes.append(0x20) }
    }

    private mutating func write(_ integer: Int64) {
        if (0...9).contains(integer) {
            bytes.append(UInt8(ascii: "0") + UInt8(integer))
        } else {
            bytes.append(contentsOf: String(integer).utf8)
        }
    }

    private mutating func write(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { source in
            // What needs no escape goes out in one piece.
            var start = 0
            for position in source.indices {
                let byte = unsafe source[position]
                guard Self.needsEscape(byte) else { continue }
                unsafe bytes.append(contentsOf: source[start..<position])
                escape(byte)
                start = position + 1
            }
            unsafe bytes.append(contentsOf: source[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Writes a byte as RFC 8259 §7 has it.
    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            bytes.append(contentsOf: (byte < 0x10 ? "u000" : "u00").utf8)
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
