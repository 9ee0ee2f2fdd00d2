//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// Keeps which executions were started here, and by whom.
public protocol ExecutionStore: Sendable {
    /// Stores an execution; one that its tenant has already stays as it was.
    func insertExecution(_ execution: Execution) async throws(StoreError)

    /// The execution of that id, whichever tenant it belongs to, the first that was stored: the caller decides who may
    /// know of it.
    func execution(_ id: ActivityID) async throws(StoreError) -> Execution?

    /// The tenant's execution of that id.
    func execution(_ id: ActivityID, tenant: TenantID) async throws(StoreError) -> Execution?

    /// The tenant's executions, the newest first.
    func executions(tenant: TenantID, limit: Int) async throws(StoreError) -> [Execution]

    /// Those of the tenant's executions that a token of that family started, the newest first.
    func executions(tenant: TenantID, of family: APITokenID, limit: Int) async throws(StoreError) -> [Execution]

    /// Counts a run that is about to begin, where no limit is against it: both in one step, also among several
    /// processes.
    ///
    /// What was counted at a later time than this counts too: a clock that is set back gives nobody more. Only what is
    /// ahead by more than a day, and by more than the limit's period, does not count: a clock that was ahead by months
    /// must not refuse everybody for months.
    ///
    /// - Parameters:
    ///   - claim: Who is about to start what.
    ///   - limits: All that have to be kept.
    ///   - time: Now.
    /// - Returns: Whether it is counted.
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be counted: then nothing may be started.
    func claimExecution(
        _ claim: ExecutionClaim, limits: [ExecutionLimit], at time: Date
    ) async throws(StoreError) -> ClaimOutcome

    /// Why a claim would be refused now; nothing is counted.
    func executionRefusal(
        of claim: ExecutionClaim, limits: [ExecutionLimit], at time: Date
    ) async throws(StoreError) -> ExecutionRefusal?
}

/// How claims are kept.
package enum ExecutionClaims {
    /// Old claims that one new one takes away at most.
    package static let maximumPruned = 100
    /// Seconds that a claim may be ahead of the time and still count; more where a limit's period is longer.
    private static let leastLead = 86_400.0

    /// Claims from before then are of no interest to any limit.
    static func horizon(at time: Date) -> Date {
        time.addingTimeInterval(-Double(ExecutionAllowance.longestPeriod.components.seconds))
    }

    /// Why a claim is refused.
    ///
    /// - Parameters:
    ///   - limits: All that have to be kept.
    ///   - time: Now.
    ///   - nth: The time of the n-th newest claim of a subject that is no later than a time, the newest being the
    ///     first; nil where there are fewer.
    /// - Returns: Of the limits that are used up, the one that stays so for longest.
    static func refusal(
        _ limits: [ExecutionLimit], at time: Date, nth: (ExecutionLimit.Subject, Int, Date) throws -> Date?
    ) rethrows -> ExecutionRefusal? {
        var refusal: ExecutionRefusal?
        for limit in limits {
            // As many as are allowed, and the oldest of them is not out of sight yet.
            let period = Double(limit.allowance.period.components.seconds)
            let latest = time.addingTimeInterval(max(period, leastLead))
            guard let oldest = try nth(limit.subject, limit.allowance.count, latest) else { continue }
            let retryAt = oldest.addingTimeInterval(period)
            guard retryAt > time, retryAt > (refusal?.retryAt ?? .distantPast) else { continue }
            refusal = ExecutionRefusal(limit, retryAt: retryAt)
        }
        return refusal
    }
}

extension ExecutionStore {
    /// Convenience for stores in which no two tenants have an execution of the same id.
    public func execution(_ id: ActivityID, tenant: TenantID) async throws(StoreError) -> Execution? {
        guard let execution = try await execution(id), execution.tenant == tenant else { return nil }
        return execution
    }

    /// Convenience for stores that keep few: all of the tenant's are looked through.
    public func executions(
        tenant: TenantID, of family: APITokenID, limit: Int
    ) async throws(StoreError) -> [Execution] {
        let all = try await executions(tenant: tenant, limit: .max)
        return Array(all.lazy.filter { $0.tokenFamily == family }.prefix(max(0, limit)))
    }
}
