//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

extension InMemoryStore {
    public func claimExecution(
        _ claim: ExecutionClaim, limits: [ExecutionLimit], at time: Date
    ) async throws(StoreError) -> ClaimOutcome {
        try withContents { (contents) throws(StoreError) in
            if let refusal = contents.refusal(of: claim, limits, at: time) { return .refused(refusal) }
            let horizon = ExecutionClaims.horizon(at: time).asStored
            if let first = contents.claims.first, first.time < horizon {
                contents.claims.removeAll { $0.time < horizon }
            }
            try checkCapacity(contents.claims.count)
            contents.claims.append((claim.asStored, time.asStored))
            return .granted
        }
    }

    public func executionRefusal(
        of claim: ExecutionClaim, limits: [ExecutionLimit], at time: Date
    ) async throws(StoreError) -> ExecutionRefusal? {
        try withContents { $0.refusal(of: claim, limits, at: time) }
    }
}

extension InMemoryStore.Contents {
    fileprivate func refusal(
        of claim: ExecutionClaim, _ limits: [ExecutionLimit], at time: Date
    ) -> ExecutionRefusal? {
        let claim = claim.asStored
        return ExecutionClaims.refusal(limits, at: time.asStored) { subject, number, latest in
            let times = claims.lazy.filter { $0.time <= latest && $0.claim.isCounted(with: claim, by: subject) }
                .map(\.time).sorted(by: >)
            return number <= times.count ? times[number - 1] : nil
        }
    }
}

extension ExecutionClaim {
    fileprivate var asStored: ExecutionClaim {
        ExecutionClaim(tenant: tenant.asStored, owner: owner.asStored, playbook: playbook)
    }

    fileprivate func isCounted(with other: ExecutionClaim, by subject: ExecutionLimit.Subject) -> Bool {
        guard tenant == other.tenant else { return false }
        return switch subject {
        case .owner: owner == other.owner
        case .playbook: playbook == other.playbook
        case .tenant: true
        }
    }
}
