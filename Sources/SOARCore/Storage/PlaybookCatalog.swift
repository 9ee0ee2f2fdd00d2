//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// Keeps what is known of a platform's playbooks.
public protocol PlaybookCatalog: Sendable {
    /// Counts what this process changed; whoever remembers playbooks compares it to know that they are still true.
    var catalogChanges: ChangeCounter { get }

    /// A number that grows with every change of the catalogue by any process; a synchronisation that brought nothing
    /// new is no change.
    func catalogRevision() async throws(StoreError) -> Int64

    /// The playbooks that match, ordered by id.
    func playbooks(_ filter: PlaybookFilter) async throws(StoreError) -> [CatalogEntry]

    /// The same, where it is at hand and known to be true; nil where somebody has to be asked.
    func playbooksAtHand(_ filter: PlaybookFilter) -> [CatalogEntry]?

    /// The playbook of that id, enabled or not, gone or not.
    func playbook(_ id: PlaybookID, tenant: TenantID) async throws(StoreError) -> CatalogEntry?

    /// Turns the operator's switch.
    ///
    /// - Returns: The entry as it is now; nil where there is none of that id.
    func setPlaybook(_ id: PlaybookID, tenant: TenantID, enabled: Bool) async throws(StoreError) -> CatalogEntry?

    /// Changes what an operator says of a playbook.
    ///
    /// - Parameters:
    ///   - id: Which.
    ///   - tenant: Whose.
    ///   - change: What is different from now on.
    ///   - operator: Who; recorded with the change, unless there is none.
    /// - Returns: The entry as it is now; nil where there is none of that id.
    /// - Throws: ``StoreError/Code/invalid`` for more than ``CatalogEntry/maximumExecutionLimits`` limits.
    func changePlaybook(
        _ id: PlaybookID, tenant: TenantID, _ change: PlaybookChange, by operator: Operator?
    ) async throws(StoreError) -> CatalogEntry?

    /// Brings the catalogue in line with the platform, all or nothing.
    ///
    /// New playbooks come in enabled; a known one keeps its switch and what else the operator said of it, and keeps its
    /// parameters where the new value has none. Whatever is not in the list is marked gone, and comes back when it is listed again.
    func replacePlaybooks(_ playbooks: [Playbook], tenant: TenantID, at time: Date) async throws(StoreError)
        -> CatalogChange
}

extension PlaybookCatalog {
    public func playbooksAtHand(_ filter: PlaybookFilter) -> [CatalogEntry]? { nil }
}

/// Which playbooks are asked for.
public struct PlaybookFilter: Hashable, Sendable {
    public var tenant: TenantID
    /// The category, to the letter; nil for all.
    public var category: String?
    /// Leaves out what is disabled or gone.
    public var onlyAvailable = true
    /// How many at most; nil for all.
    public var limit: Int?

    public init(tenant: TenantID = .default) { self.tenant = tenant }
}

/// What a synchronisation changed.
public struct CatalogChange: Hashable, Sendable {
    public var added = 0
    public var updated = 0
    public var unchanged = 0
    public var gone = 0

    public init() {}
}
