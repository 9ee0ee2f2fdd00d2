//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A set of characters, such as `[a-z]`.
struct PatternSet: Hashable, Sendable {
    let ranges: [ClosedRange<UInt32>]
    let parts: [PatternSet]
    let property: PatternProperty?
    let isNegated: Bool
    /// The answer for the 128 characters that nearly every text is made of.
    private var ascii = ASCIISet()

    init(
        _ ranges: [ClosedRange<UInt32>] = [], parts: [PatternSet] = [], property: PatternProperty? = nil,
        isNegated: Bool = false
    ) {
        self.ranges = ranges
        self.parts = parts
        self.property = property
        self.isNegated = isNegated
        for character in UInt32(0)..<64 where isMember(character) { ascii.low |= 1 << UInt64(character) }
        for character in UInt32(64)..<128 where isMember(character) { ascii.high |= 1 << UInt64(character - 64) }
    }

    func contains(_ character: UInt32) -> Bool {
        if character < 64 { return ascii.low >> UInt64(character) & 1 == 1 }
        if character < 128 { return ascii.high >> UInt64(character - 64) & 1 == 1 }
        return isMember(character)
    }

    private func isMember(_ character: UInt32) -> Bool {
        let isListed =
            ranges.contains { $0.contains(character) } || parts.contains { $0.contains(character) }
            || (property?.holds(character) ?? false)
        return isListed != isNegated
    }

    static let digits = PatternSet([0x30...0x39])
    static let word = PatternSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// ECMA-262 `WhiteSpace` and `LineTerminator`.
    static let space = PatternSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    /// Everything but line ends, which is what a dot stands for.
    static let dot = PatternSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029], isNegated: true)

    static let all = PatternSet(isNegated: true)

    var negated: PatternSet { PatternSet(parts: [self], isNegated: true) }
}

/// One bit for each character of ASCII.
private struct ASCIISet: Hashable, Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
}
