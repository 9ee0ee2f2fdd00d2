//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

extension APIToken {
    /// What it comes down to: the operator's decision, `expired`, or how far its replacement is.
    func status(now: Date) -> String {
        guard state == .enabled else { return state.rawValue }
        let now = time(at: now)
        if let expiresAt, expiresAt <= now { return "expired" }
        guard succession.successor != nil else { return state.rawValue }
        return succession.isOver(at: now) ? "replaced" : "in grace"
    }

    /// Whole days until it is refused; nil where it never is, or is already.
    func daysLeft(now: Date) -> Int? {
        guard let endsAt, endsAt > time(at: now), state == .enabled else { return nil }
        return Int(endsAt.timeIntervalSince(now) / 86_400)
    }

    /// The token as `--json` prints it; of the secret only the first characters are known here.
    func json(now: Date) -> JSONObject {
        var members: JSONObject = [
            "id": .integer(id.rawValue), "name": .string(name), "description": .string(summary),
            "tenant": .string(tenant.rawValue), "scopes": JSONValue(scopes.sorted().map(\.rawValue)),
            "prefix": .string(prefix), "state": .string(state.rawValue), "status": .string(status(now: now)),
            "createdAt": .string(Timestamp.text(createdAt)), "expiresAt": JSONValue(expiresAt.map(Timestamp.text)),
            "lastUsedAt": JSONValue(lastUsedAt.map(Timestamp.text)), "useCount": .integer(useCount),
            "imported": .bool(isImported),
        ]
        members["owner"] = .string(owner)
        members["role"] = JSONValue(role?.rawValue)
        members["restrictions"] = .object(restrictions.json)
        members["expiresInDays"] = daysLeft(now: now).map { JSONValue($0) } ?? .null
        members["lastAddress"] = JSONValue(usage.lastPeer)
        members["lastAgent"] = JSONValue(usage.lastAgent)
        members["successes"] = .integer(usage.successes)
        members["failures"] = .integer(usage.failures)
        members["denials"] = .integer(usage.denials)
        members["successor"] = succession.successor.map { .integer($0.rawValue) } ?? .null
        members["graceEndsAt"] = JSONValue(succession.graceEndsAt.map(Timestamp.text))
        return members
    }
}
