//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// What decides whether a caller may do something; ``description`` says it in English.
///
/// Where a rule decides, its source comes first: `token`, `role analyst`.
public enum AccessGround: Hashable, Sendable {
    /// No rule is against it.
    case nothing
    case missingScopes([Scope])
    case otherTenant
    case onlyFrom(source: String, [AddressBlock])
    case onlyDuring(source: String, [TimeWindow])
    case readOnly(source: String)
    /// A rule that is against it, as it was written.
    case rule(source: String, String)
    /// There are rules that allow, and none of them allows that.
    case allowedByNone(source: String, PlaybookRule.Action)
    case onlyOwnExecutions(source: String)
    /// The execution is of a playbook that nobody knows here.
    case unknownPlaybook(source: String)
    /// Anything else.
    case words(String)
}

extension AccessGround: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nothing: "no rule is against it"
        case .missingScopes(let scopes):
            "the scope \(scopes.map(\.rawValue).joined(separator: ", ")) is missing"
        case .otherTenant: "it belongs to another tenant"
        case .onlyFrom(let source, let blocks):
            "\(source): only from \(blocks.map(\.description).joined(separator: ", "))"
        case .onlyDuring(let source, let windows):
            "\(source): only \(windows.map(\.description).joined(separator: "; "))"
        case .readOnly(let source): "\(source): read-only"
        case .rule(let source, let rule): "\(source): \(rule)"
        case .allowedByNone(let source, let action): "\(source): no rule allows to \(action.rawValue) it"
        case .onlyOwnExecutions(let source): "\(source): only its own executions"
        case .unknownPlaybook(let source): "\(source): it can't be told which playbook it is of"
        case .words(let words): words
        }
    }
}
