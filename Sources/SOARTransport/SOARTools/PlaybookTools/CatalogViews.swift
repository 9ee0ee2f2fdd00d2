//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What was last seen of the catalogues that somebody listens to: a number for every playbook, not the playbooks.
struct CatalogViews {
    /// What a look brought.
    enum Finding: Equatable {
        case same
        /// Ordered.
        case changed([PlaybookID])
        /// Nothing was known of that tenant.
        case first
    }

    /// For so long after a change catalogues are read again, for those who keep them in memory learn of it later.
    static let settling: Duration = .seconds(1)

    private var seen: [TenantID: [PlaybookID: Int]] = [:]
    private var state: RevisionWatch.State?
    private var settledAt: ContinuousClock.Instant?
    private var isSettled = false

    /// How many tenants' catalogues are known.
    var count: Int { seen.count }

    /// Begins a look; who listens no longer is forgotten.
    ///
    /// - Parameters:
    ///   - tenants: Who listens.
    ///   - state: The state of the store; nil where it can't be told.
    ///   - now: The time.
    mutating func begin(_ tenants: Set<TenantID>, state: RevisionWatch.State?, now: ContinuousClock.Instant) {
        if seen.count > tenants.count || !seen.keys.allSatisfy(tenants.contains) {
            seen = seen.filter { tenants.contains($0.key) }
        }
        if state == nil || state != self.state { settledAt = now + Self.settling }
        self.state = state
        isSettled = settledAt.map { now > $0 } ?? true
    }

    /// Whether a tenant's catalogue could be another one than was seen.
    func mustRead(_ tenant: TenantID) -> Bool { !isSettled || seen[tenant] == nil }

    /// Takes in what is there now.
    mutating func take(_ playbooks: [Playbook], of tenant: TenantID) -> Finding {
        let new = Dictionary(playbooks.map { ($0.id, $0.hashValue) }, uniquingKeysWith: { first, _ in first })
        guard let old = seen.updateValue(new, forKey: tenant) else { return .first }
        let changed = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
        return changed.isEmpty ? .same : .changed(changed.sorted())
    }
}
