//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

/// Rules to combine, each with what it should come to, said without the policy.
struct AccessCase: Sendable, CustomTestStringConvertible {
    var name: String
    /// The restrictions; for the first of a pair they are a role's, for the second the token's own.
    var json = "{}"
    var scopes: Set<Scope> = [.playbooksRead, .playbooksExecute, .executionsRead, .applicationsRead]
    /// Whether it may call at all.
    var calls = true
    /// Playbooks that are there for the caller.
    var sees: Set<Int64> = [7, 8, 9]
    /// Playbooks that it may start.
    var runs: Set<Int64> = [7, 8, 9]
    /// Playbooks whose executions are there for it.
    var follows: Set<Int64> = [7, 8, 9]
    /// Whether executions of others are there for it.
    var seesOthers = true
    /// Whether `ip` may be 10.0.0.1.
    var takesPrivate = true
    /// Whether prompts that run something are there for it.
    var prompts = true
    /// Whether a person has to approve whatever is started.
    var needsApproval = false
    /// How many it may start in all.
    var mostRuns = Int.max
    /// Whether it may start one while another is under way.
    var startsBeside = true

    var testDescription: String { name }

    /// Both at once: what either takes away is gone.
    func and(_ other: AccessCase) -> AccessCase {
        AccessCase(
            name: "\(name) and \(other.name)", json: "", scopes: scopes.intersection(other.scopes),
            calls: calls && other.calls, sees: sees.intersection(other.sees), runs: runs.intersection(other.runs),
            follows: follows.intersection(other.follows), seesOthers: seesOthers && other.seesOthers,
            takesPrivate: takesPrivate && other.takesPrivate, prompts: prompts && other.prompts,
            needsApproval: needsApproval || other.needsApproval, mostRuns: min(mostRuns, other.mostRuns),
            startsBeside: startsBeside && other.startsBeside)
    }

    /// Playbooks that it may start at once.
    var starts: Set<Int64> { needsApproval ? [] : runs }

    static let all = playbookRules + parameterRules + scopeRules + callRules + numberRules

    private static let playbookRules = [
        AccessCase(name: "nothing"),
        AccessCase(
            name: "only 7", json: #"{"playbooks":[{"effect":"allow","playbooks":["id:7"]}]}"#, sees: [7], runs: [7],
            follows: [7]),
        AccessCase(
            name: "none of prod", json: #"{"playbooks":[{"effect":"deny","playbooks":["label:prod"]}]}"#, sees: [8, 9],
            runs: [8, 9], follows: [8, 9]),
        AccessCase(
            name: "hunts not run",
            json: #"{"playbooks":[{"effect":"deny","action":"run","playbooks":["category:HUNT"]}]}"#, runs: [7, 8]),
        AccessCase(
            name: "checks only seen",
            json: #"{"playbooks":[{"effect":"allow","action":"see","playbooks":["name:check*"]}]}"#, sees: [8],
            runs: [], follows: [8]),
        AccessCase(name: "read-only", json: #"{"readOnly":true}"#, runs: [], prompts: false),
        AccessCase(name: "own executions", json: #"{"ownExecutions":true}"#, seesOthers: false),
        AccessCase(name: "with approval", needsApproval: true),
    ]

    private static let parameterRules = [
        (#""effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]"#, "none of 10/8"),
        (#""effect":"allow","parameter":"ip","networks":["192.0.2.0/24"]"#, "only of 192.0.2/24"),
        (#""effect":"deny","parameter":"ip","values":["10.0.0.1"]"#, "no such value"),
        (#""effect":"allow","parameter":"ip","values":["192.0.2.1"]"#, "only such a value"),
        (#""effect":"deny","parameter":"ip","pattern":"10\\..*""#, "nothing like it"),
        (#""effect":"allow","parameter":"ip","pattern":"192\\..*""#, "only what is like it"),
    ].map { rule, name in
        AccessCase(name: name, json: #"{"parameters":[{\#(rule)}]}"#, takesPrivate: false)
    }

    private static let scopeRules = [
        AccessCase(
            name: "no scope to execute", scopes: [.playbooksRead, .executionsRead, .applicationsRead], runs: [],
            prompts: false),
        AccessCase(
            name: "no scope for executions", scopes: [.playbooksRead, .playbooksExecute, .applicationsRead],
            follows: []),
        AccessCase(
            name: "no scope for playbooks", scopes: [.executionsRead, .applicationsRead], sees: [], runs: [],
            prompts: false),
    ]

    private static let callRules = [
        AccessCase(name: "from here", json: #"{"addresses":["192.0.2.0/24","127.0.0.0/8"]}"#),
        AccessCase(name: "from elsewhere", json: #"{"addresses":["192.0.2.0/24"]}"#).shut(),
        // The clock of the tests stands on a Monday, 14:13 UTC.
        AccessCase(name: "at that hour", json: #"{"windows":["sat 00:00-24:00 UTC","mon 14:00-15:00 UTC"]}"#),
        AccessCase(name: "at another hour", json: #"{"windows":["mon 15:00-14:00 UTC"]}"#).shut(),
    ]

    private static let numberRules = [
        AccessCase(name: "three an hour", json: #"{"executions":["3/hour"]}"#, mostRuns: 3),
        AccessCase(name: "one at a time", json: #"{"concurrency":1}"#, startsBeside: false),
    ]

    /// The same, with everything shut.
    private func shut() -> AccessCase {
        var shut = self
        shut.calls = false
        (shut.sees, shut.runs, shut.follows, shut.prompts) = ([], [], [], false)
        return shut
    }

    /// Each alone (with nothing) and each with each, once.
    static let pairs: [(AccessCase, AccessCase)] = all.indices.flatMap { first in
        all.indices.dropFirst(first).map { (all[first], all[$0]) }
    }

    static let ids: [Int64] = [7, 8, 9]
    static let names: [Int64: String] = [7: "Block IP", 8: "Check domain", 9: "Collect"]
    static let tools: [Int64: String] = [7: "playbook_block_ip", 8: "playbook_check_domain", 9: "playbook_collect"]
    static let playbooks = [(7, "NET", "prod"), (8, "NET", "safe"), (9, "HUNT", "safe")]
        .map { (id: Int64, category, label) in
            Playbook(
                id: PlaybookID(rawValue: id), name: "playbook_\(id)", displayName: names[id] ?? "", category: category,
                labels: [label], parameters: [PlaybookParameter(name: "ip")])
        }
}
