//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// Keeps who asked for whose agreement; each step is in the audit log, in the same transaction.
public protocol ApprovalStore: Sendable {
    /// The approval for exactly that request that is still good for something, or a new one that is pending.
    ///
    /// One that was used or that has expired is good for nothing any more; one that was denied is until it expires.
    ///
    /// - Parameters:
    ///   - request: Who wants to start what.
    ///   - time: Now.
    ///   - expiresAt: When a new one expires.
    /// - Returns: The approval.
    /// - Throws: ``StoreError/Code/conflict`` where too many of the caller or of the tenant are pending.
    func approval(
        for request: ApprovalRequest, at time: Date, expiresAt: Date
    ) async throws(StoreError) -> Approval

    /// Uses up the approval for exactly that request.
    ///
    /// - Returns: The approval; nil where there is none that is approved and has not expired. Of several who ask at the
    ///   same time one gets it.
    func useApproval(for request: ApprovalRequest, at time: Date) async throws(StoreError) -> Approval?

    /// Agrees or does not.
    ///
    /// - Parameters:
    ///   - id: Which.
    ///   - isApproved: Whether the run may be started.
    ///   - reason: For the caller and for the audit log.
    ///   - approver: The name of who decides; neither the owner of the caller's token nor its name. The run of a token
    ///     without an owner can only be denied.
    ///   - operator: Who and when, for the audit log.
    /// - Returns: The approval as it is now; nil where there is none of that number.
    /// - Throws: ``StoreError/Code/conflict`` for one that is not pending any more, ``StoreError/Code/invalid`` for
    ///   somebody who may not decide about it.
    func decideApproval(
        _ id: ApprovalID, isApproved: Bool, reason: String?, approver: String, by operator: Operator
    ) async throws(StoreError) -> Approval?

    /// The approval of that number, as it is at that time.
    func approval(_ id: ApprovalID, at time: Date) async throws(StoreError) -> Approval?

    /// The approvals that match, as they are at that time, the newest first.
    func approvals(_ query: ApprovalQuery, at time: Date) async throws(StoreError) -> [Approval]
}

/// Which approvals are asked for.
public struct ApprovalQuery: Hashable, Sendable {
    public var tenant: TenantID?
    /// Leaves out what nobody has to decide any more.
    public var onlyPending = true
    /// How many at most.
    public var limit = 100

    public init(tenant: TenantID? = nil) { self.tenant = tenant }
}

/// How many approvals there may be.
public enum ApprovalLimits {
    /// Pending ones of one caller.
    public static let maximumPendingPerCaller = 100
    /// Pending ones of one tenant.
    public static let maximumPendingPerTenant = 1_000
    /// Expired ones that one change settles at most.
    static let maximumSettled = 100
    /// How long one stays that nothing can become of any more; what was done stays in the audit log.
    static let retention: Double = 30 * 86_400
    /// Characters of a reason and of an approver's name.
    public static let maximumReasonLength = 500
    public static let maximumNameLength = 100
}
