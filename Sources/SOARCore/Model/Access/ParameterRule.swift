//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Says which values a parameter of some playbooks may have.
public struct ParameterRule: Hashable, Sendable {
    public enum Condition: Hashable, Sendable {
        /// One of these: to the letter where that is asked for; what is forbidden, in whatever spelling.
        case values([String])
        /// All of it matches the regular expression; what is forbidden, in any case.
        case pattern(ValuePattern)
        /// All addresses and blocks in it lie in one of these.
        case networks([AddressBlock])
    }

    /// Whether the value must meet the condition, or must not.
    public var effect: PlaybookRule.Effect
    public var playbooks: [PlaybookTerm]
    /// The parameter's name, to the letter.
    public var parameter: String
    public var condition: Condition { didSet { keys = condition.keys } }
    /// What is forbidden, as values are compared with it.
    private var keys: Set<String>

    public init(
        _ effect: PlaybookRule.Effect, _ parameter: String, of playbooks: [PlaybookTerm] = [.any],
        _ condition: Condition
    ) {
        self.effect = effect
        self.parameter = parameter
        self.playbooks = playbooks
        self.condition = condition
        keys = condition.keys
    }

    /// Whether a run with these values keeps to it.
    ///
    /// What can't be understood is refused by either effect. A parameter that must meet a condition must be there: the
    /// platform would take a default of its own.
    package func permits(_ values: inout ParameterReadings) -> Bool {
        let readings = values.of(parameter)
        guard !readings.isEmpty else { return effect == .deny }
        return readings.allSatisfy { reading in
            switch effect {
            case .allow: isMet(by: reading)
            case .deny: !mayBeMet(by: reading)
            }
        }
    }

    /// Whether the value meets the condition as it is written: all of it, or everything in it.
    private func isMet(by reading: ParameterReading) -> Bool {
        // An array of nothing meets no condition, though everything in it does.
        let texts = reading.isUnderstood ? reading.texts : []
        return switch condition {
        case .values(let values):
            values.contains(reading.sent) || (!texts.isEmpty && texts.allSatisfy(values.contains))
        case .pattern(let pattern):
            pattern.matchesAll([reading.plain]) ?? false || (!texts.isEmpty && pattern.matchesAll(texts) ?? false)
        case .networks(let networks): !texts.isEmpty && texts.allSatisfy { networks.verdict($0) == .inside }
        }
    }

    /// Whether some way to read the value meets the condition, or that can't be told.
    private func mayBeMet(by reading: ParameterReading) -> Bool {
        guard reading.isUnderstood else { return true }
        return switch condition {
        case .values: !keys.isDisjoint(with: reading.keys)
        case .pattern(let pattern): pattern.matchesAny(reading.spellings) ?? true
        case .networks(let networks):
            reading.texts.isEmpty || !reading.texts.allSatisfy { networks.verdict($0) == .outside }
        }
    }
}

extension ParameterRule.Condition {
    fileprivate var keys: Set<String> {
        if case .values(let values) = self { Set(values.map(ParameterReading.key)) } else { [] }
    }
}

extension [AddressBlock] {
    fileprivate enum Verdict { case inside, outside, unclear }

    /// IPv6 addresses that may stand for an IPv4 address which is not looked into: IPv4-compatible (RFC 4291 §2.5.5.1),
    /// NAT64 (RFC 6052 §2.1, RFC 8215), Teredo (RFC 4380 §4) and 6to4 (RFC 3056 §2).
    private static let carriers = ["::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16"]
        .compactMap(AddressBlock.init)

    /// Where the addresses of a text lie; playbooks take several in one value, and blocks of them.
    fileprivate func verdict(_ text: String) -> Verdict {
        let words = text.unicodeScalars.split { ",; \t\r\n".unicodeScalars.contains($0) }.map(String.init)
        let blocks = words.compactMap(AddressBlock.init)
        guard !blocks.isEmpty, blocks.count == words.count else { return .unclear }
        if blocks.allSatisfy({ block in contains { $0.contains(block) } }) { return .inside }
        // What is mapped inside of a larger block is IPv4.
        let isUnclear = blocks.contains { block in
            block.holdsMapped || Self.carriers.contains { $0.overlaps(block) } || contains { $0.overlaps(block) }
        }
        return isUnclear ? .unclear : .outside
    }
}

extension ParameterRule: CustomStringConvertible {
    /// As in `allow ip of name:block_* in 192.0.2.0/24`.
    public var description: String {
        "\(effect.rawValue) \(parameter) of \(playbooks.map(\.description).joined(separator: ", ")) \(condition)"
    }
}

extension ParameterRule.Condition: CustomStringConvertible {
    public var description: String {
        switch self {
        case .values(let values): "one of \(values.joined(separator: ", "))"
        case .pattern(let pattern): "like \(pattern)"
        case .networks(let networks): "in \(networks.map(\.description).joined(separator: ", "))"
        }
    }
}
