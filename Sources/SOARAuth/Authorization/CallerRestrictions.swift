//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
import Synchronization

/// All that narrows a caller beside its scopes, from wherever it comes: its role, its token.
///
/// All layers hold together, so their order never matters. What was decided about a playbook is remembered, for a list
/// asks about every one of them.
public final class CallerRestrictions: Sendable {
    /// Restrictions from one place.
    public struct Layer: Hashable, Sendable {
        /// Where they come from, for whoever asks why: `role analyst`, `token`.
        public var source: String
        public var restrictions: Restrictions

        public init(_ source: String, _ restrictions: Restrictions) {
            self.source = source
            self.restrictions = restrictions
        }
    }

    /// Playbooks that decisions are remembered about.
    static let maximumRemembered = 10_000

    /// A reference, for one is taken out of the table for every playbook of a list.
    private final class Verdict: Sendable {
        let playbook: Playbook
        let sees: AccessDecision
        let runs: AccessDecision

        init(_ playbook: Playbook, sees: AccessDecision, runs: AccessDecision) {
            self.playbook = playbook
            self.sees = sees
            self.runs = runs
        }
    }

    /// Those that take something away.
    public let layers: [Layer]
    private let verdicts = Mutex<[PlaybookID: Verdict]>([:])

    public init(_ layers: [Layer] = []) { self.layers = layers.filter { !$0.restrictions.isEmpty } }

    /// Nothing is taken away.
    public static let none = CallerRestrictions()

    /// Whether the rules for playbooks let the caller do that with it.
    func decision(_ action: PlaybookRule.Action, on playbook: Playbook) -> AccessDecision {
        guard !layers.isEmpty else { return .allowed }
        let known = verdicts.withLock { $0[playbook.id] }
        if let known, known.playbook.isRuled(like: playbook) { return action == .see ? known.sees : known.runs }
        let verdict = Verdict(playbook, sees: judge(.see, playbook), runs: judge(.run, playbook))
        verdicts.withLock { verdicts in
            if verdicts.count < Self.maximumRemembered || verdicts[playbook.id] != nil {
                verdicts[playbook.id] = verdict
            }
        }
        return action == .see ? verdict.sees : verdict.runs
    }

    private func judge(_ action: PlaybookRule.Action, _ playbook: Playbook) -> AccessDecision {
        for layer in layers {
            if action == .run, layer.restrictions.isReadOnly {
                return .refused(.playbook, because: .readOnly(source: layer.source))
            }
            if let ground = layer.restrictions.refusal(action, playbook, source: layer.source) {
                return .refused(.playbook, because: ground)
            }
        }
        return .allowed
    }
}

extension CallerRestrictions: Hashable {
    public static func == (lhs: CallerRestrictions, rhs: CallerRestrictions) -> Bool {
        lhs === rhs || lhs.layers == rhs.layers
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(layers) }
}

extension Restrictions {
    /// The rule that is against it; nil where none is.
    fileprivate func refusal(
        _ action: PlaybookRule.Action, _ playbook: Playbook, source: String
    ) -> AccessGround? {
        var needsAllow = false
        var isAllowed = false
        for rule in playbooks {
            let matches = { rule.playbooks.contains { $0.matches(playbook) } }
            switch rule.effect {
            case .deny: if rule.concerns(action), matches() { return .rule(source: source, rule.description) }
            case .allow:
                needsAllow = true
                isAllowed = isAllowed || (rule.concerns(action) && matches())
            }
        }
        return needsAllow && !isAllowed ? .allowedByNone(source: source, action) : nil
    }
}

extension Playbook {
    /// Whether rules can't tell them apart.
    fileprivate func isRuled(like other: Playbook) -> Bool {
        name == other.name && displayName == other.displayName && category == other.category && labels == other.labels
    }
}
