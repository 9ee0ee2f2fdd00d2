//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Digits, upper-case and lower-case letters, in this order.
enum Base62 {
    static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    /// 62 to the 6th is more than 2 to the 32nd.
    static let checksumLength = 6

    static func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// Six characters, the most significant first.
    static func encode(_ value: UInt32) -> [UInt8] {
        var rest = Int(value)
        var digits = [UInt8](repeating: 0, count: checksumLength)
        for position in digits.indices.reversed() {
            digits[position] = alphabet[rest % alphabet.count]
            rest /= alphabet.count
        }
        return digits
    }
}
