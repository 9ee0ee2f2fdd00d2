//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Reads a regular expression.
struct PatternParser {
    /// Groups inside one another.
    static let maximumDepth = 32
    /// The largest count of a repetition.
    static let maximumCount = 10_000

    let characters: [UInt32]
    var position = 0
    private var depth = 0
    /// What a dot stands for.
    private let dot: PatternSet

    init(_ source: String, dot: PatternSet = .dot) {
        characters = source.unicodeScalars.map(\.value)
        self.dot = dot
    }

    /// The whole expression.
    ///
    /// - Throws: ``PatternFault`` that says what is malformed or not served.
    mutating func tree() throws(PatternFault) -> PatternTree {
        let tree = try alternatives()
        guard position == characters.count else { throw PatternFault("there is a ')' without its '('") }
        return tree
    }

    var next: UInt32? { position < characters.count ? characters[position] : nil }

    mutating func take(_ text: StaticString) -> Bool {
        let wanted = text.description.unicodeScalars.map(\.value)
        guard characters[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func alternatives() throws(PatternFault) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw PatternFault("more than \(Self.maximumDepth) groups are inside one another")
        }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(PatternFault) -> PatternTree {
        var terms: [PatternTree] = []
        while let character = next, character != 0x7C, character != 0x29 {
            terms.append(try quantified(try term()))
        }
        return terms.count == 1 ? terms[0] : .sequence(terms)
    }

    private mutating func term() throws(PatternFault) -> PatternTree {
        if take("^") { return .start }
        if take("$") { return .end }
        if take(".") { return .set(dot) }
        if take("(") { return try group() }
        if take("[") { return .set(try characterClass()) }
        if take("\\") { return try escape() }
        guard let character = next else { return .empty }
        if character == 0x2A || character == 0x2B || character == 0x3F {
            throw PatternFault("there is nothing to repeat at position \(position + 1)")
        }
        position += 1
        return .character(character)
    }

    private mutating func group() throws(PatternFault) -> PatternTree {
        if take("?=") { return .lookahead(try groupBody(), isNegated: false) }
        if take("?!") { return .lookahead(try groupBody(), isNegated: true) }
        if take("?<=") || take("?<!") { throw PatternFault("lookbehind is not served") }
        if take("?:") { return try groupBody() }
        if take("?<") || take("?P<") {
            while let character = next, character != 0x3E { position += 1 }
            guard take(">") else { throw PatternFault("a group's name has no end") }
        } else if next == 0x3F {
            throw PatternFault("groups that begin with '(?' are served as (?: (?= (?! and (?<name> only")
        }
        return try groupBody()
    }

    private mutating func groupBody() throws(PatternFault) -> PatternTree {
        let body = try alternatives()
        guard take(")") else { throw PatternFault("there is a '(' without its ')'") }
        // Kept apart from what is in it: (?:^)* is allowed where ^* is not.
        return .sequence([body])
    }

    private mutating func quantified(_ term: PatternTree) throws(PatternFault) -> PatternTree {
        let start = position
        guard let (minimum, maximum) = try quantifier() else { return term }
        switch term {
        case .start, .end, .wordBoundary, .lookahead:
            throw PatternFault("an assertion is repeated at position \(start + 1)")
        case .empty, .character, .set, .sequence, .alternatives, .repeated: break
        }
        // Taking as little as possible finds a match exactly where taking as much does.
        _ = take("?")
        let end = position
        guard try quantifier() == nil else { throw PatternFault("there is nothing to repeat at position \(end + 1)") }
        return .repeated(term, minimum: minimum, maximum: maximum)
    }

    /// A quantifier, if one stands here; `{` begins one only where it is followed by counts and `}`.
    private mutating func quantifier() throws(PatternFault) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = position
        guard take("{"), let minimum = number() else {
            position = start
            return nil
        }
        var maximum: Int? = minimum
        if take(",") { maximum = number() }
        guard take("}") else {
            position = start
            return nil
        }
        if minimum > Self.maximumCount || maximum ?? 0 > Self.maximumCount {
            throw PatternFault("a repetition counts more than \(Self.maximumCount)")
        }
        if let maximum, maximum < minimum { throw PatternFault("the counts of a repetition are out of order") }
        return (minimum, maximum)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let character = next, (0x30...0x39).contains(character) {
            value = min((value ?? 0) * 10 + Int(character - 0x30), Self.maximumCount + 1)
            position += 1
        }
        return value
    }
}
