//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

/// Rules to combine, each with what it should come to, said without the policy.
struct AccessCase: Sendable, CustomTestStringConvertible {
    var name: String
    var json: String
    /// Playbooks that are there for the caller.
    var sees: Set<Int64> = [7, 8, 9]
    /// Playbooks that it may start.
    var runs: Set<Int64> = [7, 8, 9]
    /// Whether executions of others are there for it.
    var seesOthers = true
    /// Whether `ip` may be 10.0.0.1.
    var takesPrivate = true

    var testDescription: String { name }

    /// Both at once: what either takes away is gone.
    func and(_ other: AccessCase) -> AccessCase {
        AccessCase(
            name: "\(name) and \(other.name)", json: "", sees: sees.intersection(other.sees),
            runs: runs.intersection(other.runs), seesOthers: seesOthers && other.seesOthers,
            takesPrivate: takesPrivate && other.takesPrivate)
    }

    static let all = [
        AccessCase(name: "nothing", json: "{}"),
        AccessCase(
            name: "only 7", json: #"{"playbooks":[{"effect":"allow","playbooks":["id:7"]}]}"#, sees: [7], runs: [7]),
        AccessCase(
            name: "none of prod", json: #"{"playbooks":[{"effect":"deny","playbooks":["label:prod"]}]}"#, sees: [8, 9],
            runs: [8, 9]),
        AccessCase(
            name: "hunts not run",
            json: #"{"playbooks":[{"effect":"deny","action":"run","playbooks":["category:HUNT"]}]}"#, runs: [7, 8]),
        AccessCase(
            name: "checks only seen",
            json: #"{"playbooks":[{"effect":"allow","action":"see","playbooks":["name:check*"]}]}"#, sees: [8],
            runs: []),
        AccessCase(name: "read-only", json: #"{"readOnly":true}"#, runs: []),
        AccessCase(name: "own executions", json: #"{"ownExecutions":true}"#, seesOthers: false),
        AccessCase(
            name: "none of 10/8",
            json: #"{"parameters":[{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}]}"#,
            takesPrivate: false),
    ]

    static let pairs: [(AccessCase, AccessCase)] = all.indices.flatMap { first in
        all.indices.dropFirst(first).map { (all[first], all[$0]) }
    }

    static let playbooks = [
        (7, "Block IP", "NET", "prod"), (8, "Check domain", "NET", "safe"), (9, "Collect", "HUNT", "safe"),
    ]
    .map { id, name, category, label in
        Playbook(
            id: PlaybookID(rawValue: Int64(id)), name: "playbook_\(id)", displayName: name, category: category,
            labels: [label], parameters: [PlaybookParameter(name: "ip")])
    }
    static let tools: [Int64: String] = [7: "playbook_block_ip", 8: "playbook_check_domain", 9: "playbook_collect"]
}
