//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What narrows a token or a role beside its scopes.
///
/// Whatever stands in it takes something away; nothing in it ever gives. So two of them together are narrower than
/// either, and their order doesn't matter.
public struct Restrictions: Hashable, Sendable {
    /// Nothing may be started or changed.
    public var isReadOnly = false
    /// Which playbooks; without an allow among them, all that no deny matches.
    public var playbooks: [PlaybookRule] = []
    /// Which values parameters may have; all that concern a run must permit it.
    public var parameters: [ParameterRule] = []
    /// Where calls may come from; empty for anywhere.
    public var addresses: [AddressBlock] = []
    /// When calls may come; empty for always.
    public var windows: [TimeWindow] = []
    /// How many playbooks may be started; all of them hold.
    public var executions: [ExecutionAllowance] = []
    /// How many runs may be under way at the same time; nil for any number.
    public var concurrency: Int?
    /// Only executions that the token itself started can be followed.
    public var followsOwnExecutionsOnly = false

    public init() {}

    /// Nothing is taken away.
    public static let none = Restrictions()

    public var isEmpty: Bool { self == .none }
}
