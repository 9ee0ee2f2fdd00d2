//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Follows a program through a text, all ways at once (Thompson's construction).
package struct PatternMatcher {
    private let text: [UInt32]
    /// The text in other cases, where case doesn't count.
    private let otherCases: [[UInt32]]
    /// What matching may still cost; below zero it has cost too much and the answer means nothing.
    package private(set) var remainingSteps: Int

    /// Takes the text.
    ///
    /// - Parameters:
    ///   - text: What to look in.
    ///   - steps: What matching may cost.
    ///   - ignoringCase: Whether a character is also taken where it would be in another case.
    package init(_ text: String, steps: Int, ignoringCase: Bool = false) {
        let (scalars, plain) = (text.unicodeScalars, text.unicodeScalars.map(\.value))
        let lower = ignoringCase ? scalars.map { Self.one($0.properties.lowercaseMapping, else: $0) } : plain
        let upper = ignoringCase ? scalars.map { Self.one($0.properties.uppercaseMapping, else: $0) } : plain
        self.text = plain
        otherCases = [lower, upper].filter { $0 != plain }
        remainingSteps = steps - plain.count / 8
    }

    private static func one(_ mapping: String, else scalar: Unicode.Scalar) -> UInt32 {
        let scalars = mapping.unicodeScalars
        return scalars.count == 1 ? scalars.first?.value ?? scalar.value : scalar.value
    }

    /// Whether the program matches somewhere in the text.
    package mutating func finds(_ program: PatternProgram) -> Bool {
        matches(program, from: 0, isSearch: !program.isAnchored)
    }

    private mutating func matches(_ program: PatternProgram, from start: Int, isSearch: Bool) -> Bool {
        var current = Ways(count: program.instructions.count)
        var next = Ways(count: program.instructions.count)
        remainingSteps -= 1 + program.instructions.count / 64
        var position = start
        while remainingSteps >= 0 {
            if position == start || isSearch, follow(program, 0, at: position, into: &current) { return true }
            guard position < text.count, isSearch || !current.list.isEmpty else { return false }
            remainingSteps -= 1 + current.list.count / 4
            for index in current.list where isTaken(program, index, at: position) {
                if follow(program, index + 1, at: position + 1, into: &next) { return true }
            }
            swap(&current, &next)
            next.clear()
            position += 1
        }
        return false
    }

    private func isTaken(_ program: PatternProgram, _ index: Int, at position: Int) -> Bool {
        isTaken(program, index, text[position]) || otherCases.contains { isTaken(program, index, $0[position]) }
    }

    private func isTaken(_ program: PatternProgram, _ index: Int, _ character: UInt32) -> Bool {
        switch program.instructions[index] {
        case .character(let wanted): wanted == character
        case .set(let set): program.sets[set].contains(character)
        case .jump, .fork, .start, .end, .wordBoundary, .lookahead, .match: false
        }
    }

    /// Adds the instruction and all that is reached from it without taking a character; true where that is the end.
    private mutating func follow(
        _ program: PatternProgram, _ first: Int, at position: Int, into ways: inout Ways
    ) -> Bool {
        ways.pending.append(first)
        while let index = ways.pending.popLast() {
            guard ways.mark(index) else { continue }
            remainingSteps -= 1
            switch program.instructions[index] {
            case .character, .set: ways.list.append(index)
            case .jump(let target): ways.pending.append(target)
            case .fork(let first, let second):
                ways.pending.append(second)
                ways.pending.append(first)
            case .start: if position == 0 { ways.pending.append(index + 1) }
            case .end: if position == text.count { ways.pending.append(index + 1) }
            case .wordBoundary(let isNegated):
                if (isWord(position - 1) != isWord(position)) != isNegated { ways.pending.append(index + 1) }
            case .lookahead(let inner, let isNegated):
                let holds = matches(program.lookaheads[inner], from: position, isSearch: false)
                if holds != isNegated { ways.pending.append(index + 1) }
            case .match:
                ways.pending.removeAll(keepingCapacity: true)
                return true
            }
        }
        return false
    }

    private func isWord(_ position: Int) -> Bool {
        text.indices.contains(position) && PatternSet.word.contains(text[position])
    }
}

/// The instructions at which the ways through a program stand, each once.
private struct Ways {
    var list: [Int] = []
    var pending: [Int] = []
    private var marks: [Int]
    private var round = 1

    init(count: Int) { marks = Array(repeating: 0, count: count) }

    /// Marks the instruction; false where it is marked already.
    mutating func mark(_ index: Int) -> Bool {
        guard marks[index] != round else { return false }
        marks[index] = round
        return true
    }

    mutating func clear() {
        list.removeAll(keepingCapacity: true)
        round += 1
    }
}
