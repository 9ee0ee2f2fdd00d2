//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Synchronization

/// Who runs are counted by: an API token by its number, anybody else by tenant, issuer and subject.
struct ExecutionOwner: Hashable, Sendable {
    let tenant: TenantID
    let name: String

    init(_ caller: AccessToken) {
        tenant = caller.tenant
        // The two can't meet, whatever an issuer calls its subjects. A token that takes another one's place goes on with
        // its count: else whoever may rotate would have no limit.
        name =
            caller.tokenFamily.map { "token:\($0)" }
            ?? ForeignCaller(issuer: caller.issuer, subject: caller.subject).text
    }
}

/// The runs that are under way, started or waited for, of those callers that may have only so many.
final class ExecutionSlots: Sendable {
    private let taken = Mutex<[ExecutionOwner: Int]>([:])

    init() {}

    /// How many owners have a run under way.
    var count: Int { taken.withLock(\.count) }

    /// Whether the owner has that many already.
    func isFull(_ owner: ExecutionOwner, maximum: Int) -> Bool {
        taken.withLock { $0[owner, default: 0] >= maximum }
    }

    /// Takes one of that many; false where all are taken.
    ///
    /// Each that is taken has to be released, whatever becomes of the run.
    func take(_ owner: ExecutionOwner, maximum: Int) -> Bool {
        taken.withLock { taken in
            guard taken[owner, default: 0] < maximum else { return false }
            taken[owner, default: 0] += 1
            return true
        }
    }

    func release(_ owner: ExecutionOwner) {
        taken.withLock { taken in
            let left = taken[owner, default: 1] - 1
            taken[owner] = left > 0 ? left : nil
        }
    }
}
