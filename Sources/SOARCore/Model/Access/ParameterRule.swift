//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Says which values a parameter of some playbooks may have.
public struct ParameterRule: Hashable, Sendable {
    public enum Condition: Hashable, Sendable {
        /// One of these, to the letter.
        case values([String])
        /// All of it matches the regular expression.
        case pattern(ValuePattern)
        /// All addresses and blocks in it lie in one of these.
        case networks([AddressBlock])
    }

    /// Whether the value must meet the condition, or must not.
    public var effect: PlaybookRule.Effect
    public var playbooks: [PlaybookTerm]
    /// The parameter's name, to the letter.
    public var parameter: String
    public var condition: Condition

    public init(
        _ effect: PlaybookRule.Effect, _ parameter: String, of playbooks: [PlaybookTerm] = [.any],
        _ condition: Condition
    ) {
        self.effect = effect
        self.parameter = parameter
        self.playbooks = playbooks
        self.condition = condition
    }

    /// Whether a run with these values keeps to it.
    ///
    /// What can't be understood is refused by either effect. A parameter that must meet a condition must be there: the
    /// platform would take a default of its own.
    package func permits(_ values: JSONObject, defaults: [String: String]) -> Bool {
        var value = values[parameter]
        if value == nil || value == .null || value == "" { value = defaults[parameter].map(JSONValue.string) }
        guard let value else { return effect == .deny }
        let texts = texts(value)
        // An array of nothing meets no condition, though everything in it does.
        guard !texts.isEmpty else { return effect == .deny }
        return texts.allSatisfy { text in
            switch (condition.verdict(text), effect) {
            case (.met, .allow), (.unmet, .deny): true
            default: false
            }
        }
    }

    /// The texts that have to keep to it: each of an array's; anything else as the platform gets it.
    private func texts(_ value: JSONValue) -> [String] {
        if case .array(let elements) = value { return elements.flatMap(texts) }
        return [value.stringValue ?? value.text()]
    }
}

extension ParameterRule.Condition {
    fileprivate enum Verdict { case met, unmet, partly }

    fileprivate func verdict(_ text: String) -> Verdict {
        switch self {
        case .values(let values): values.contains(text) ? .met : .unmet
        case .pattern(let pattern): pattern.matches(text).map { $0 ? .met : .unmet } ?? .partly
        case .networks(let networks): Self.verdict(text, networks)
        }
    }

    /// IPv6 addresses that may stand for an IPv4 address which is not looked into: IPv4-compatible (RFC 4291 §2.5.5.1), NAT64
    /// (RFC 6052 §2.1, RFC 8215) and 6to4 (RFC 3056 §2).
    private static let carriers = ["::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16"].compactMap(AddressBlock.init)

    /// Playbooks take several addresses in one value, and blocks of them.
    private static func verdict(_ text: String, _ networks: [AddressBlock]) -> Verdict {
        let words = text.split { ",; \t\r\n".contains($0) }.map(String.init)
        let blocks = words.compactMap { AddressBlock($0)?.unmapped }
        guard !blocks.isEmpty, blocks.count == words.count else { return .partly }
        if blocks.allSatisfy({ block in networks.contains { $0.contains(block) } }) { return .met }
        if blocks.contains(where: { block in carriers.contains { $0.overlaps(block) } }) { return .partly }
        return blocks.contains { block in networks.contains { $0.overlaps(block) } } ? .partly : .unmet
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
