//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension PlaybookRule {
    /// Reads `{"effect": "deny", "action": "run", "playbooks": ["name:block_*"]}`.
    init(json: JSONValue) throws(RestrictionFault) {
        let members = try RuleReading.members(json, "a rule for playbooks", ["effect", "action", "playbooks"])
        let effect = try RuleReading.effect(members)
        let action: Action
        switch members["action"] {
        case nil, .null: action = effect == .allow ? .run : .see
        case .string("see"): action = .see
        case .string("run"): action = .run
        case let other?: throw .unacceptable("action", other.text(), accepted: "see or run")
        }
        let terms = try RuleReading.terms(members)
        guard !terms.isEmpty else {
            throw RestrictionFault("'playbooks' of a rule must name at least one: \(PlaybookTerm.accepted)")
        }
        self.init(effect, action, terms)
    }

    var json: JSONObject {
        [
            "effect": .string(effect.rawValue), "action": .string(action.rawValue),
            "playbooks": JSONValue(playbooks.map(\.description)),
        ]
    }
}

extension ParameterRule {
    /// Reads `{"effect": "deny", "parameter": "ip", "networks": ["10.0.0.0/8"]}`; without `playbooks` it is about all.
    init(json: JSONValue) throws(RestrictionFault) {
        let members = try RuleReading.members(
            json, "a rule for parameters", ["effect", "playbooks", "parameter", "values", "pattern", "networks"])
        guard case .string(let parameter)? = members["parameter"], !parameter.isEmpty, parameter.utf8.count <= 256
        else {
            throw RestrictionFault("'parameter' of a rule must be a parameter's name")
        }
        let terms = try RuleReading.terms(members)
        let given = ["values", "pattern", "networks"].filter { members[$0] != nil && members[$0] != .null }
        guard given.count == 1 else {
            throw RestrictionFault("a rule for '\(parameter)' must have one of values, pattern and networks")
        }
        var condition = Condition.values([])
        switch members["pattern"] {
        case nil, .null: break
        case .string(let source)?: condition = .pattern(try ValuePattern(source))
        case let other?: throw .unacceptable("pattern", other.text(), accepted: "a regular expression")
        }
        var values: [String] = []
        for value in try Restrictions.list(members, "values") {
            guard case .string(let text) = value else {
                throw .unacceptable("values", value.text(), accepted: "strings")
            }
            values.append(text)
        }
        if given == ["values"] { condition = .values(values) }
        var networks: [AddressBlock] = []
        for text in try Restrictions.list(members, "networks") {
            networks.append(try Restrictions.value(text, "networks", AddressBlock.accepted))
        }
        if given == ["networks"] { condition = .networks(networks) }
        guard !condition.isEmpty else {
            throw RestrictionFault("'\(given[0])' of a rule for '\(parameter)' must name at least one")
        }
        self.init(try RuleReading.effect(members), parameter, of: terms.isEmpty ? [.any] : terms, condition)
    }

    var json: JSONObject {
        var members: JSONObject = [
            "effect": .string(effect.rawValue), "playbooks": JSONValue(playbooks.map(\.description)),
            "parameter": .string(parameter),
        ]
        switch condition {
        case .values(let values): members["values"] = JSONValue(values)
        case .pattern(let pattern): members["pattern"] = .string(pattern.description)
        case .networks(let networks): members["networks"] = JSONValue(networks.map(\.description))
        }
        return members
    }
}

extension ParameterRule.Condition {
    /// Whether no value can meet it.
    fileprivate var isEmpty: Bool {
        switch self {
        case .values(let values): values.isEmpty
        case .pattern: false
        case .networks(let networks): networks.isEmpty
        }
    }
}

private enum RuleReading {
    static func members(
        _ json: JSONValue, _ what: String, _ known: [String]
    ) throws(RestrictionFault) -> JSONObject {
        guard case .object(let members) = json else { throw RestrictionFault("\(what) must be an object") }
        for name in members.names where !known.contains(name) {
            throw .unacceptable("a member of \(what)", name, accepted: "one of \(known.joined(separator: ", "))")
        }
        return members
    }

    static func effect(_ members: JSONObject) throws(RestrictionFault) -> PlaybookRule.Effect {
        guard let effect = members["effect"]?.stringValue.flatMap(PlaybookRule.Effect.init) else {
            throw .unacceptable("effect", members["effect"]?.text() ?? "nothing", accepted: "allow or deny")
        }
        return effect
    }

    static func terms(_ members: JSONObject) throws(RestrictionFault) -> [PlaybookTerm] {
        var terms: [PlaybookTerm] = []
        for text in try Restrictions.list(members, "playbooks") {
            terms.append(try Restrictions.value(text, "playbooks", PlaybookTerm.accepted))
        }
        return terms
    }
}
