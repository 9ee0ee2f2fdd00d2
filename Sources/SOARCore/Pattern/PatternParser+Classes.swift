//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension PatternParser {
    /// What follows `[`.
    mutating func characterClass() throws(PatternFault) -> PatternSet {
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        var parts: [PatternSet] = []
        while !take("]") {
            guard next != nil else { throw PatternFault("there is a '[' without its ']'") }
            // A hyphen after a set is a hyphen, as browsers have it: [\w-.] is written often.
            guard let first = try classAtom(into: &parts) else { continue }
            // So is one at the end of a class.
            guard next == 0x2D, position + 1 < characters.count, characters[position + 1] != 0x5D else {
                ranges.append(first...first)
                continue
            }
            position += 1
            guard let last = try classAtom(into: &parts) else {
                throw PatternFault("a range in a class ends with a set")
            }
            guard first <= last else { throw PatternFault("a range in a class is out of order") }
            ranges.append(first...last)
        }
        return PatternSet(ranges, parts: parts, isNegated: isNegated)
    }

    /// One character; nil where a set stood here and was added to the parts.
    private mutating func classAtom(into parts: inout [PatternSet]) throws(PatternFault) -> UInt32? {
        guard take("\\") else {
            guard let character = next else { throw PatternFault("there is a '[' without its ']'") }
            position += 1
            return character
        }
        if let set = try setEscape() {
            parts.append(set)
            return nil
        }
        if take("b") { return 0x08 }
        return try characterEscape()
    }
}
