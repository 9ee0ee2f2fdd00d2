//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import struct Foundation.Date

extension Approval {
    /// The approval as it is at that time.
    func settled(at time: Date) -> Approval {
        guard state.isOpen, expiresAt <= time else { return self }
        var approval = self
        approval.state = .expired
        return approval
    }

    /// The approval, decided.
    ///
    /// - Parameters:
    ///   - isApproved: Whether the run may be started.
    ///   - reason: Why.
    ///   - approver: Who decides.
    ///   - currentOwner: Whose the caller's token is by now; neither owner may decide, and where nobody was ever named
    ///     nobody may approve.
    ///   - time: Now.
    /// - Returns: The approval as it is from now on.
    /// - Throws: ``StoreError/Code/conflict``, ``StoreError/Code/invalid``.
    func decided(
        _ isApproved: Bool, reason: String?, approver: String, currentOwner: String?, at time: Date
    ) throws(StoreError) -> Approval {
        guard state == .pending else {
            throw StoreError(.conflict, "Approval \(id) is \(state.rawValue), and can't be decided any more.")
        }
        guard !approver.canonicalName.isEmpty else { throw StoreError(.invalid, "The approver must have a name.") }
        for (name, what) in [
            (owner, "the token's owner"), (currentOwner ?? "", "the token's owner"),
            (request.requesterName, "the caller's own name"), (request.subject ?? "", "the caller itself"),
        ] where name.canonicalName == approver.canonicalName {
            throw StoreError(.invalid, "“\(approver)” is \(what): somebody else has to decide about approval \(id).")
        }
        if isApproved, let token = request.tokenID, (owner + (currentOwner ?? "")).canonicalName.isEmpty {
            throw StoreError(
                .invalid,
                "Token \(token) “\(request.requesterName)” has no owner, so nobody can tell whether “\(approver)” is somebody "
                    + "else. Name one: soar-mcp token change \(token) --owner NAME.")
        }
        var approval = self
        approval.state = isApproved ? .approved : .denied
        approval.decidedAt = time.asStored
        approval.decidedBy = approver.bounded(to: ApprovalLimits.maximumNameLength).asStored
        approval.reason = reason?.bounded(to: ApprovalLimits.maximumReasonLength).asStored
        return approval
    }

    /// What is recorded of a step by the caller, or by nobody.
    func record(_ action: String, at time: Date) -> AuditRecord {
        var record = record(action, Operator(action == "expire" ? "server" : request.requesterName, at: time))
        if action != "expire" { record.tokenID = request.tokenID }
        return record
    }

    /// What is recorded of a step.
    func record(_ action: String, _ operator: Operator) -> AuditRecord {
        var members: JSONObject = [
            "playbook": .integer(request.playbook.rawValue), "requester": .string(request.requesterName),
        ]
        switch action {
        case "request":
            members["parameters"] = request.parameters
            members["event"] = .integer(request.eventID)
            members["expiresAt"] = JSONValue(RFC3339.text(expiresAt))
        case "approve", "deny":
            members["approver"] = decidedBy.map(JSONValue.string)
            members["reason"] = reason.map(JSONValue.string)
        default: break
        }
        return .administration(
            `operator`, "approval.\(action)", "soar://approvals/\(id)", tenant: request.tenant, members)
    }
}

extension ApprovalRequest {
    /// Whom the caller's token speaks for, where that is none of ours.
    fileprivate var subject: String? { ForeignCaller.subject(in: requester) }

    /// The request as a store gives it back.
    var asStored: ApprovalRequest {
        var request = self
        request.tenant = tenant.asStored
        request.playbookName = playbookName.asStored
        request.requester = requester.asStored
        request.requesterName = requesterName.asStored
        return request
    }
}

extension StoreError {
    static func tooManyPending(_ maximum: Int, _ whose: String) -> StoreError {
        StoreError(.conflict, "\(maximum) approvals of \(whose) are pending already.")
    }
}

extension String {
    /// What two spellings of a name have in common.
    fileprivate var canonicalName: String { lowercased().filter { !$0.isWhitespace } }
}
