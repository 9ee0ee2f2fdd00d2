//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension PatternParser {
    /// What follows a backslash outside a class.
    mutating func escape() throws(PatternFault) -> PatternTree {
        switch next {
        case 0x62:
            position += 1
            return .wordBoundary(isNegated: false)
        case 0x42:
            position += 1
            return .wordBoundary(isNegated: true)
        case 0x6B:
            throw PatternFault("backreferences are not served")
        case let digit? where (0x31...0x39).contains(digit):
            throw PatternFault("backreferences are not served")
        default:
            if let set = try setEscape() { return .set(set) }
            return .character(try characterEscape())
        }
    }

    /// `\d`, `\p{…}` and their kind; nil where another escape stands here.
    mutating func setEscape() throws(PatternFault) -> PatternSet? {
        if take("d") { return .digits }
        if take("D") { return PatternSet.digits.negated }
        if take("w") { return .word }
        if take("W") { return PatternSet.word.negated }
        if take("s") { return .space }
        if take("S") { return PatternSet.space.negated }
        if take("p{") { return PatternSet(property: try property()) }
        if take("P{") { return PatternSet(property: try property(), isNegated: true) }
        return nil
    }

    private mutating func property() throws(PatternFault) -> PatternProperty {
        var name = ""
        while let character = next, character != 0x7D {
            name.unicodeScalars.append(Unicode.Scalar(character) ?? "?")
            position += 1
        }
        guard take("}") else { throw PatternFault("a Unicode property has no end") }
        guard let property = PatternProperty(name: name) else {
            throw PatternFault("the Unicode property '\(name.bounded(to: 40))' is not served; general categories are")
        }
        return property
    }

    /// An escape that stands for one character.
    mutating func characterEscape() throws(PatternFault) -> UInt32 {
        guard let character = next else { throw PatternFault("it ends with a backslash") }
        position += 1
        switch character {
        case 0x74: return 0x09
        case 0x6E: return 0x0A
        case 0x76: return 0x0B
        case 0x66: return 0x0C
        case 0x72: return 0x0D
        case 0x30:
            if let next, (0x30...0x39).contains(next) { throw PatternFault("octal escapes are not served") }
            return 0
        case 0x63:
            guard let letter = next, letter < 0x80, UInt8(letter).isASCIILetter else {
                throw PatternFault("'\\c' is not followed by a letter")
            }
            position += 1
            return letter % 32
        case 0x78:
            guard let value = hexadecimal(digits: 2) else { throw PatternFault("'\\x' takes two hexadecimal digits") }
            return value
        case 0x75:
            return try unicodeEscape()
        default:
            // A letter or digit without a meaning here has one in another dialect: \A, \Z, \h.
            if character < 0x80, UInt8(character).isASCIILetter || UInt8(character).isASCIIDigit {
                throw PatternFault("the escape '\\\(Character(Unicode.Scalar(UInt8(character))))' is not served")
            }
            return character
        }
    }

    private mutating func unicodeEscape() throws(PatternFault) -> UInt32 {
        let fault = PatternFault("'\\u' takes four hexadecimal digits, or up to 10FFFF in braces")
        if take("{") {
            var value: UInt32 = 0
            let start = position
            while let digit = hexadecimal(digits: 1) {
                value = value * 16 + digit
                guard value <= 0x10FFFF else { throw fault }
            }
            guard position > start, take("}") else { throw fault }
            return value
        }
        guard let unit = hexadecimal(digits: 4) else { throw fault }
        let start = position
        // Two halves of a surrogate pair stand for one character.
        if (0xD800..<0xDC00).contains(unit), take("\\u"), let low = hexadecimal(digits: 4),
            (0xDC00..<0xE000).contains(low)
        {
            return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        }
        if (0xD800..<0xDC00).contains(unit) { position = start }
        return unit
    }

    private mutating func hexadecimal(digits: Int) -> UInt32? {
        guard position + digits <= characters.count else { return nil }
        var value: UInt32 = 0
        for offset in 0..<digits {
            guard let scalar = Unicode.Scalar(characters[position + offset]), scalar.isASCII,
                let digit = Character(scalar).hexDigitValue
            else { return nil }
            value = value << 4 | UInt32(digit)
        }
        position += digits
        return value
    }
}
