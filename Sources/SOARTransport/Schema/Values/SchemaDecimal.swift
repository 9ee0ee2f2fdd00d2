//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A number as the decimal that is written for it, for `multipleOf`: 0.3 is three times 0.1, whatever binary makes of it.
struct SchemaDecimal: Hashable, Sendable {
    /// The digits without their sign and without zeros at the end.
    let digits: UInt64
    /// The power of ten that the digits are multiplied by.
    let exponent: Int

    init(_ number: SchemaNumber) {
        switch number {
        case .integer(let integer): self.init(digits: integer.magnitude, exponent: 0)
        case .double(let double): self.init(text: double.magnitude.description)
        }
    }

    private init(digits: UInt64, exponent: Int) {
        var digits = digits
        var exponent = exponent
        while digits != 0, digits.isMultiple(of: 10) {
            digits /= 10
            exponent += 1
        }
        self.digits = digits
        self.exponent = exponent
    }

    /// Reads what Swift writes for a finite double: at most 17 significant digits, a point, an exponent.
    private init(text: String) {
        var digits: UInt64 = 0
        var exponent = 0
        let parts = text.split(separator: "e", maxSplits: 1)
        var isFraction = false
        for byte in (parts.first ?? "0").utf8 {
            if byte == UInt8(ascii: ".") {
                isFraction = true
            } else if byte == UInt8(ascii: "0"), isFraction, digits == 0 {
                exponent -= 1
            } else {
                digits = digits &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
                if isFraction { exponent -= 1 }
            }
        }
        if parts.count == 2 { exponent += Int(parts[1]) ?? 0 }
        self.init(digits: digits, exponent: exponent)
    }

    /// Whether an integer times the divisor, which is not zero, makes this number.
    func isMultiple(of divisor: SchemaDecimal) -> Bool {
        guard digits != 0 else { return true }
        let shift = exponent - divisor.exponent
        guard shift < 0 else { return remainder(shiftedBy: shift, dividedBy: divisor.digits) == 0 }
        // The digits have no zero at the end, so no power of ten divides them.
        return false
    }

    private func remainder(shiftedBy power: Int, dividedBy divisor: UInt64) -> UInt64 {
        var result = digits % divisor
        for _ in 0..<power {
            guard result != 0 else { return 0 }
            let product = result.multipliedFullWidth(by: 10)
            result = divisor.dividingFullWidth(product).remainder
        }
        return result
    }
}
