//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Base64 for names and URLs, without padding (RFC 4648 §5), to the letter in both directions.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// What each byte stands for; `invalid` for those that are no letters of the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: invalid, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()
    private static let invalid: UInt8 = 0xFF

    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        var letters: [UInt8] = []
        letters.reserveCapacity((bytes.count * 4 + 2) / 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                letters.append(alphabet[Int(bits >> UInt32(count) & 0x3F)])
            }
        }
        if count > 0 { letters.append(alphabet[Int(bits << UInt32(6 - count) & 0x3F)]) }
        return String(decoding: letters, as: UTF8.self)
    }

    /// The bytes; nil where the text is not what ``encode(_:)`` would write for them.
    ///
    /// Bits that stand for nothing must be zero: else one value would have several spellings.
    ///
    /// The type is a concrete one: a generic function is not specialised for other modules, and then every byte is a call.
    package static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let (whole, rest) = text.count.quotientAndRemainder(dividingBy: 4)
        guard rest != 1 else { return nil }
        // Asked for once: a static property is looked at for being there each time.
        let table = values
        let (letters, values) = (text.span, table.span)
        // There is a value for each byte, and four letters and three bytes in each whole group: no place need be checked.
        func value(_ position: Int) -> UInt8 { unsafe values[unchecked: Int(unsafe letters[unchecked: position])] }
        var bytes = [UInt8](repeating: 0, count: text.count * 3 / 4)
        var output = bytes.mutableSpan
        var seen: UInt8 = 0
        for group in 0..<whole {
            let (a, b) = (value(4 * group), value(4 * group + 1))
            let (c, d) = (value(4 * group + 2), value(4 * group + 3))
            seen |= a | b | c | d
            unsafe output[unchecked: 3 * group] = a << 2 | b >> 4
            unsafe output[unchecked: 3 * group + 1] = b << 4 | c >> 2
            unsafe output[unchecked: 3 * group + 2] = c << 6 | d
        }
        var bits: UInt32 = 0
        for position in 4 * whole..<text.count {
            seen |= value(position)
            bits = bits << 6 | UInt32(value(position))
        }
        // Two letters are a byte and four bits, three are two bytes and two bits.
        let spare = UInt32(rest == 0 ? 0 : 8 - 2 * rest)
        for index in 0..<max(0, rest - 1) {
            output[3 * whole + index] = UInt8(truncatingIfNeeded: bits >> (spare + UInt32(8 * (rest - 2 - index))))
        }
        // The values of letters have six bits; only what is no letter has more.
        return seen < 64 && bits & (1 << spare - 1) == 0 ? bytes : nil
    }

    /// The bytes; nil where the text is not what ``encode(_:)`` would write for them.
    package static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)[...]) }
}
