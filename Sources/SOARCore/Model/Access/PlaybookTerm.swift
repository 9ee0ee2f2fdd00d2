//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Which playbooks a rule is about.
public enum PlaybookTerm: Hashable, Sendable {
    case any
    case id(PlaybookID)
    /// By the internal name or the display name.
    case name(Wildcard)
    case label(Wildcard)
    case category(Wildcard)

    /// What is accepted, to be read after "must be".
    public static let accepted = "id:NUMBER, name:NAME, label:LABEL or category:CATEGORY (* and ? are wildcards), or *"

    /// Whether the rule is about that playbook.
    public func matches(_ playbook: Playbook) -> Bool {
        switch self {
        case .any: true
        case .id(let id): playbook.id == id
        case .name(let name): name.matches(playbook.name) || name.matches(playbook.displayName)
        case .label(let label): playbook.labels.contains(where: label.matches)
        case .category(let category): category.matches(playbook.category)
        }
    }
}

extension PlaybookTerm: LosslessStringConvertible {
    /// Reads the form of ``accepted``; nil for anything else.
    public init?(_ description: String) {
        if description == "*" {
            self = .any
            return
        }
        let parts = description.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "id":
            guard let id = PlaybookID(parts[1]) else { return nil }
            self = .id(id)
        case "name":
            guard let name = Wildcard(parts[1]) else { return nil }
            self = .name(name)
        case "label":
            guard let label = Wildcard(parts[1]) else { return nil }
            self = .label(label)
        case "category":
            guard let category = Wildcard(parts[1]) else { return nil }
            self = .category(category)
        default: return nil
        }
    }

    public var description: String {
        switch self {
        case .any: "*"
        case .id(let id): "id:\(id)"
        case .name(let name): "name:\(name)"
        case .label(let label): "label:\(label)"
        case .category(let category): "category:\(category)"
        }
    }
}
