//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A compiled regular expression: instructions that a matcher follows, all ways at once.
package struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        case character(UInt32)
        /// One character of the set at that index.
        case set(Int)
        case jump(Int)
        case fork(Int, Int)
        case start
        case end
        case wordBoundary(isNegated: Bool)
        /// The program at that index must or must not match from here.
        case lookahead(Int, isNegated: Bool)
        case match
    }

    var instructions: [Instruction] = []
    var sets: [PatternSet] = []
    var lookaheads: [PatternProgram] = []
    /// A match can only begin where the text begins.
    var isAnchored = false

    /// Instructions in all.
    package var size: Int { lookaheads.reduce(instructions.count) { $0 + $1.size } }
}

/// Turns a tree into a program.
struct PatternBuilder {
    private let maximumSize: Int
    private var work = 0

    init(maximumSize: Int) { self.maximumSize = maximumSize }

    mutating func program(of tree: PatternTree) throws(PatternFault) -> PatternProgram {
        var program = PatternProgram()
        try emit(tree, into: &program)
        program.instructions.append(.match)
        program.isAnchored = Self.isAnchored(tree)
        return program
    }

    private static func isAnchored(_ tree: PatternTree) -> Bool {
        switch tree {
        case .start: true
        case .sequence(let parts): parts.first.map(isAnchored) ?? false
        case .alternatives(let branches): branches.allSatisfy(isAnchored)
        case .empty, .character, .set, .repeated, .end, .wordBoundary, .lookahead: false
        }
    }

    private mutating func emit(_ tree: PatternTree, into program: inout PatternProgram) throws(PatternFault) {
        // Counted as work, not as instructions: a repetition of nothing takes time too.
        work += 1
        guard work <= maximumSize else { throw .tooLarge }
        switch tree {
        case .empty: break
        case .character(let character): program.instructions.append(.character(character))
        case .set(let set):
            // A counted repetition brings the same few sets again and again.
            if let known = program.sets.suffix(8).firstIndex(of: set) {
                program.instructions.append(.set(known))
            } else {
                program.sets.append(set)
                program.instructions.append(.set(program.sets.count - 1))
            }
        case .sequence(let parts):
            for part in parts { try emit(part, into: &program) }
        case .alternatives(let branches): try emit(branches: branches, into: &program)
        case .repeated(let part, let minimum, let maximum):
            try emit(part, minimum: minimum, maximum: maximum, into: &program)
        case .start: program.instructions.append(.start)
        case .end: program.instructions.append(.end)
        case .wordBoundary(let isNegated): program.instructions.append(.wordBoundary(isNegated: isNegated))
        case .lookahead(let part, let isNegated):
            program.lookaheads.append(try self.program(of: part))
            program.instructions.append(.lookahead(program.lookaheads.count - 1, isNegated: isNegated))
        }
    }

    private mutating func emit(branches: [PatternTree], into program: inout PatternProgram) throws(PatternFault) {
        var exits: [Int] = []
        for branch in branches.dropLast() {
            let fork = program.instructions.count
            program.instructions.append(.match)
            try emit(branch, into: &program)
            exits.append(program.instructions.count)
            program.instructions.append(.match)
            program.instructions[fork] = .fork(fork + 1, program.instructions.count)
        }
        if let last = branches.last { try emit(last, into: &program) }
        for exit in exits { program.instructions[exit] = .jump(program.instructions.count) }
    }

    private mutating func emit(
        _ part: PatternTree, minimum: Int, maximum: Int?, into program: inout PatternProgram
    ) throws(PatternFault) {
        for _ in 0..<minimum { try emit(part, into: &program) }
        guard let maximum else {
            let fork = program.instructions.count
            program.instructions.append(.match)
            try emit(part, into: &program)
            program.instructions.append(.jump(fork))
            program.instructions[fork] = .fork(fork + 1, program.instructions.count)
            return
        }
        var forks: [Int] = []
        for _ in minimum..<maximum {
            forks.append(program.instructions.count)
            program.instructions.append(.match)
            try emit(part, into: &program)
        }
        for fork in forks { program.instructions[fork] = .fork(fork + 1, program.instructions.count) }
    }
}
