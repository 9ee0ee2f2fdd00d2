//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Says what may be done with some playbooks.
///
/// One deny is enough to refuse; where there is any allow, one of them must match. So their order never matters.
public struct PlaybookRule: Hashable, Sendable {
    public enum Effect: String, Hashable, Sendable, CaseIterable { case allow, deny }

    /// What can be done with a playbook; who may run it may see it.
    public enum Action: String, Hashable, Sendable, CaseIterable {
        /// List it, read its parameters, follow its executions.
        case see
        /// Start it.
        case run
    }

    public var effect: Effect
    /// To allow running is to allow seeing; to deny seeing is to deny running.
    public var action: Action
    /// Matches where one of them does.
    public var playbooks: [PlaybookTerm]

    public init(_ effect: Effect, _ action: Action, _ playbooks: [PlaybookTerm]) {
        self.effect = effect
        self.action = action
        self.playbooks = playbooks
    }

    public static func allow(_ playbooks: PlaybookTerm..., to action: Action = .run) -> PlaybookRule {
        PlaybookRule(.allow, action, playbooks)
    }

    public static func deny(_ playbooks: PlaybookTerm..., to action: Action = .see) -> PlaybookRule {
        PlaybookRule(.deny, action, playbooks)
    }

    /// Whether it has a say when that is to be done.
    package func concerns(_ wanted: Action) -> Bool {
        switch effect {
        case .allow: action == .run || wanted == .see
        case .deny: action == .see || wanted == .run
        }
    }
}

extension PlaybookRule: CustomStringConvertible {
    /// As in `deny run: name:block_*, label:prod`.
    public var description: String {
        "\(effect.rawValue) \(action.rawValue): \(playbooks.map(\.description).joined(separator: ", "))"
    }
}
