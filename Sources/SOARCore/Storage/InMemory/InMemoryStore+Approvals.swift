//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

extension InMemoryStore {
    public func approval(
        for request: ApprovalRequest, at time: Date, expiresAt: Date
    ) async throws(StoreError) -> Approval {
        try withContents { (contents) throws(StoreError) in
            if let known = contents.standing(request, at: time) { return known }
            contents.settle(at: time)
            try checkCapacity(contents.approvals.count)
            let request = request.asStored
            let pending = contents.approvals.filter { $0.state == .pending && $0.request.tenant == request.tenant }
            guard
                pending.count(where: { $0.request.requester == request.requester })
                    < ApprovalLimits.maximumPendingPerCaller
            else { throw .tooManyPending(ApprovalLimits.maximumPendingPerCaller, "this caller") }
            guard pending.count < ApprovalLimits.maximumPendingPerTenant else {
                throw .tooManyPending(ApprovalLimits.maximumPendingPerTenant, "this tenant")
            }
            contents.lastApprovalID += 1
            let approval = Approval(
                id: ApprovalID(rawValue: contents.lastApprovalID), request: request,
                owner: request.tokenID.flatMap { contents.tokens[$0]?.owner } ?? "", state: .pending,
                createdAt: time.asStored, expiresAt: expiresAt.asStored)
            contents.approvals.append(approval)
            contents.auditRecords.append(approval.record("request", at: time).asStored)
            return approval
        }
    }

    public func useApproval(for request: ApprovalRequest, at time: Date) async throws(StoreError) -> Approval? {
        try withContents { contents in
            guard var approval = contents.standing(request, at: time), approval.state == .approved else { return nil }
            approval.state = .used
            contents.replace(approval)
            contents.auditRecords.append(approval.record("use", at: time).asStored)
            return approval
        }
    }

    public func decideApproval(
        _ id: ApprovalID, isApproved: Bool, reason: String?, approver: String, by operator: Operator
    ) async throws(StoreError) -> Approval? {
        try withContents { (contents) throws(StoreError) in
            contents.settle(at: `operator`.time)
            guard let found = contents.approvals.first(where: { $0.id == id }) else { return nil }
            let owner = found.request.tokenID.flatMap { contents.tokens[$0]?.owner }
            let approval = try found.decided(
                isApproved, reason: reason, approver: approver, currentOwner: owner, at: `operator`.time)
            contents.replace(approval)
            contents.auditRecords.append(approval.record(isApproved ? "approve" : "deny", `operator`).asStored)
            return approval
        }
    }

    public func approval(_ id: ApprovalID, at time: Date) async throws(StoreError) -> Approval? {
        try withContents { $0.approvals.first { $0.id == id }?.settled(at: time) }
    }

    public func approvals(_ query: ApprovalQuery, at time: Date) async throws(StoreError) -> [Approval] {
        try withContents { contents in
            let matching = contents.approvals.reversed().lazy.map { $0.settled(at: time) }.filter { approval in
                (query.tenant == nil || approval.request.tenant == query.tenant?.asStored)
                    && (approval.state == .pending || !query.onlyPending)
            }
            return Array(matching.prefix(max(0, query.limit)))
        }
    }
}

extension InMemoryStore.Contents {
    fileprivate func standing(_ request: ApprovalRequest, at time: Date) -> Approval? {
        let request = request.asStored
        return approvals.last { approval in
            approval.request.tenant == request.tenant && approval.request.requester == request.requester
                && approval.request.digest == request.digest && approval.expiresAt > time.asStored
                && (approval.state.isOpen || approval.state == .denied)
        }
    }

    fileprivate mutating func replace(_ approval: Approval) {
        guard let index = approvals.firstIndex(where: { $0.id == approval.id }) else { return }
        approvals[index] = approval
    }

    fileprivate mutating func settle(at time: Date) {
        for (index, approval) in approvals.enumerated() {
            let settled = approval.settled(at: time)
            guard settled.state != approval.state else { continue }
            approvals[index] = settled
            auditRecords.append(settled.record("expire", at: time).asStored)
        }
        let horizon = time.addingTimeInterval(-ApprovalLimits.retention)
        approvals.removeAll { !$0.state.isOpen && $0.expiresAt < horizon }
    }
}
