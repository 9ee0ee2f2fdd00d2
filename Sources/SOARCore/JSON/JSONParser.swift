//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What one JSON text may hold at most.
public struct JSONLimits: Sendable {
    /// Length of the text in bytes.
    public var maximumBytes: Int
    /// Arrays and objects inside one another; the outermost counts as 1.
    public var maximumDepth: Int
    /// Values in all, those inside arrays and objects included.
    public var maximumValues: Int

    public init(maximumBytes: Int = 4 * 1024 * 1024, maximumDepth: Int = 64, maximumValues: Int = 200_000) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
        self.maximumValues = maximumValues
    }
}

/// One strict pass over a JSON text (RFC 8259): what it lets through is well-formed, unambiguous and bounded.
///
/// Foundation's decoder takes the first of duplicate members, allows trailing commas, and does not look at members
/// that nobody decodes. Two programs that read one message differently are a way around a check, so all of that is
/// refused here.
public struct JSONParser {
    private let bytes: [UInt8]
    private let limits: JSONLimits
    private var position = 0
    private var depth = 0
    private var values = 0

    private init(_ bytes: [UInt8], _ limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// Reads one JSON text, all of it.
    ///
    /// - Throws: ``JSONParseError`` with the place of the first fault.
    public static func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONParseError) -> JSONValue {
        guard bytes.count <= limits.maximumBytes else {
            throw JSONParseError(code: .tooLong, offset: limits.maximumBytes)
        }
        var parser = JSONParser(bytes, limits)
        parser.skipWhitespace()
        let value = try parser.value()
        parser.skipWhitespace()
        guard parser.position == bytes.count else { throw parser.fault(.trailingContent) }
        return value
    }

    /// Reads one JSON text, all of it.
    ///
    /// - Throws: ``JSONParseError`` with the place of the first fault.
    public static func parse(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONParseError) -> JSONValue {
        try parse(Array(text.utf8), limits: limits)
    }

    private func fault(_ code: JSONParseError.Code, at offset: Int? = nil) -> JSONParseError {
        JSONParseError(code: code, offset: offset ?? position)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func unexpected() -> JSONParseError {
        fault(next == nil ? .unexpectedEnd : .unexpectedCharacter)
    }

    private mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func value() throws(JSONParseError) -> JSONValue {
        values += 1
        guard values <= limits.maximumValues else { throw fault(.tooManyValues) }
        switch next {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): return try number()
        default: throw unexpected()
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
        for expected in word.description.utf8 {
            guard next == expected else { throw unexpected() }
            position += 1
        }
        return value
    }

    private mutating func enter() throws(JSONParseError) {
        depth += 1
        guard depth <= limits.maximumDepth else { throw fault(.tooDeep) }
        position += 1
        skipWhitespace()
    }

    /// Whether another element follows the one just read, or the container has ended.
    private mutating func continues(until end: UInt8) throws(JSONParseError) -> Bool {
        skipWhitespace()
        switch next {
        case UInt8(ascii: ","):
            position += 1
            skipWhitespace()
            return true
        case end:
            position += 1
            depth -= 1
            return false
        default: throw unexpected()
        }
    }

    private mutating func array() throws(JSONParseError) -> JSONValue {
        try enter()
        var elements: [JSONValue] = []
        if next == UInt8(ascii: "]") {
            position += 1
            depth -= 1
            return .array(elements)
        }
        repeat {
            elements.append(try value())
        } while try continues(until: UInt8(ascii: "]"))
        return .array(elements)
    }

    private mutating func object() throws(JSONParseError) -> JSONValue {
        try enter()
        var members = JSONObject()
        if next == UInt8(ascii: "}") {
            position += 1
            depth -= 1
            return .object(members)
        }
        repeat {
            guard next == UInt8(ascii: "\"") else { throw unexpected() }
            let start = position
            let name = try string()
            guard !members.contains(name) else { throw fault(.duplicateMember, at: start) }
            skipWhitespace()
            guard next == UInt8(ascii: ":") else { throw unexpected() }
            position += 1
            skipWhitespace()
            members.append(try value(), named: name)
        } while try continues(until: UInt8(ascii: "}"))
        return .object(members)
    }
}

extension JSONParser {
    private mutating func digits() throws(JSONParseError) {
        let start = position
        while let byte = next, Self.isDigit(byte) { position += 1 }
        guard position > start else { throw fault(next == nil ? .unexpectedEnd : .invalidNumber) }
    }

    private mutating func number() throws(JSONParseError) -> JSONValue {
        let start = position
        var isInteger = true
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") {
            position += 1
            if let byte = next, Self.isDigit(byte) { throw fault(.invalidNumber) }
        } else {
            try digits()
        }
        if next == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let double = Double(text), double.isFinite else { throw fault(.numberOutOfRange, at: start) }
        return .double(double)
    }

    private mutating func string() throws(JSONParseError) -> String {
        position += 1
        let start = position
        let isASCII: Bool
        (position, isASCII) = Self.endOfPlainText(bytes.span, from: start)
        switch next {
        case UInt8(ascii: "\""):
            defer { position += 1 }
            // In ASCII there is nothing to be validated.
            if isASCII { return String(decoding: bytes[start..<position], as: UTF8.self) }
            return try text(bytes[start..<position], from: start)
        case UInt8(ascii: "\\"): return try escapedString(from: start)
        case nil: throw fault(.unexpectedEnd)
        default: throw fault(.controlCharacter)
        }
    }

    /// Where the next quotation mark, backslash or control character is, or the end; and whether all before is ASCII.
    private static func endOfPlainText(_ letters: Span<UInt8>, from start: Int) -> (position: Int, isASCII: Bool) {
        var (end, seen) = (start, UInt8(0))
        while end < letters.count, letters[end] >= 0x20, letters[end] != UInt8(ascii: "\""),
            letters[end] != UInt8(ascii: "\\")
        {
            seen |= letters[end]
            end += 1
        }
        return (end, seen < 0x80)
    }

    private func text(_ slice: ArraySlice<UInt8>, from start: Int) throws(JSONParseError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw fault(.invalidUTF8, at: start) }
        return text
    }

    /// The slow path: from the first escape on, the unescaped bytes are collected.
    private mutating func escapedString(from start: Int) throws(JSONParseError) -> String {
        var collected = Array(bytes[start..<position])
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try text(collected[...], from: start)
            case UInt8(ascii: "\\"):
                position += 1
                try unescape(into: &collected)
            case 0..<0x20:
                throw fault(.controlCharacter)
            default:
                collected.append(byte)
                position += 1
            }
        }
        throw fault(.unexpectedEnd)
    }

    private mutating func unescape(into collected: inout [UInt8]) throws(JSONParseError) {
        guard let byte = next else { throw fault(.unexpectedEnd) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): collected.append(byte)
        case UInt8(ascii: "b"): collected.append(0x08)
        case UInt8(ascii: "f"): collected.append(0x0C)
        case UInt8(ascii: "n"): collected.append(0x0A)
        case UInt8(ascii: "r"): collected.append(0x0D)
        case UInt8(ascii: "t"): collected.append(0x09)
        case UInt8(ascii: "u"): collected.append(contentsOf: String(try unicodeEscape()).utf8)
        default: throw fault(.invalidEscape, at: position - 1)
        }
    }

    private mutating func unicodeEscape() throws(JSONParseError) -> Character {
        let start = position
        let unit = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(unit) { return Character(scalar) }
        // A surrogate stands for something only as the high half followed by the low half (RFC 8259 §7).
        guard UTF16.isLeadSurrogate(unit), next == UInt8(ascii: "\\") else { throw fault(.loneSurrogate, at: start) }
        position += 1
        guard next == UInt8(ascii: "u") else { throw fault(.loneSurrogate, at: start) }
        position += 1
        let low = try hexadecimalUnit()
        guard UTF16.isTrailSurrogate(low) else { throw fault(.loneSurrogate, at: start) }
        let scalar = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
        guard let scalar = Unicode.Scalar(scalar) else { throw fault(.loneSurrogate, at: start) }
        return Character(scalar)
    }

    private mutating func hexadecimalUnit() throws(JSONParseError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next else { throw fault(.unexpectedEnd) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fault(.invalidEscape) }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
