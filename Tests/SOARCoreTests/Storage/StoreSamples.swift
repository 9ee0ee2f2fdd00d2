//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// A moment with milliseconds, so many seconds after a fixed one.
func moment(_ seconds: Double = 0) -> Date { Date(timeIntervalSince1970: 1_750_000_000.123 + seconds) }

extension TenantID {
    static let other = TenantID(rawValue: "other")
}

extension NewAPIToken {
    static func sample(
        _ name: String, tenant: TenantID = .default, scopes: Set<Scope> = Scope.standard, at time: Date = moment(),
        expiresAt: Date? = nil
    ) -> NewAPIToken {
        NewAPIToken(
            name: name, summary: "for \(name)", tenant: tenant, scopes: scopes, secret: APITokenSecret(),
            createdAt: time, expiresAt: expiresAt)
    }
}

extension Playbook {
    static func sample(_ id: Int64, category: String = "network", parameters: [PlaybookParameter]? = nil) -> Playbook {
        Playbook(
            id: PlaybookID(rawValue: id), name: "playbook_\(id)", displayName: "封禁 IP \(id)", category: category,
            summary: "says \"no\"\n", labels: ["MCP", "主机"], createdAt: moment(-9), updatedAt: moment(-3),
            parameters: parameters)
    }
}

extension PlaybookParameter {
    static let full = PlaybookParameter(
        name: "ip", summary: "要封禁的地址", type: "STRING", isRequired: true, defaultValue: "10.0.0.1",
        options: ["10.0.0.1", "10.0.0.2"])
}

extension AuditRecord {
    static func sample(
        _ callID: String, phase: Phase = .outcome, at seconds: Double = 0, outcome: Outcome = .success
    ) -> AuditRecord {
        AuditRecord(
            callID: callID, phase: phase, time: moment(seconds), action: "tool", resource: "soar://x", outcome: outcome)
    }
}
