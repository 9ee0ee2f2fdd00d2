//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

import struct Foundation.Date

/// All that limits how often and how many at a time a caller may start a playbook.
struct RunLimits {
    /// How many may be under way.
    struct Concurrency {
        var maximum: Int
        var source: String
    }

    var executions: [ExecutionLimit] = []
    var concurrency: Concurrency?

    init(_ caller: AccessToken, _ entry: CatalogEntry, tenant allowances: [ExecutionAllowance]) {
        for layer in caller.restrictions.layers {
            executions += layer.restrictions.executions.map { ExecutionLimit(.owner, $0, source: layer.source) }
            guard let maximum = layer.restrictions.concurrency, maximum < concurrency?.maximum ?? .max else { continue }
            concurrency = Concurrency(maximum: maximum, source: layer.source)
        }
        executions += entry.executionLimits.map {
            ExecutionLimit(.playbook, $0, source: "playbook \(entry.playbook.id)")
        }
        executions += allowances.map { ExecutionLimit(.tenant, $0, source: "tenant \(caller.tenant)") }
    }
}

extension SOARFeatures {
    /// Why the caller may not start a playbook now: by rules, by limits, or because somebody has to agree first.
    func denial(toStart run: PlaybookRun, _ caller: AccessToken) async throws -> ToolDenial? {
        let id = run.playbook.id
        if let denial = try await denial(toRun: id, with: run.values, caller) { return denial }
        if let denial = try await denial(byLimitsOf: id, caller) { return denial }
        return try await denial(untilApproved: run, caller)
    }

    /// Why a run would be refused by a limit now; nil where nothing is against it so far.
    ///
    /// Looked at before the intent is recorded, so that a flood of refused calls leaves one record each. What decides is
    /// ``withinLimits(_:_:_:)``, when all else is clear.
    private func denial(byLimitsOf id: PlaybookID, _ caller: AccessToken) async throws -> ToolDenial? {
        guard let entry = try await catalog.playbook(id, tenant: caller.tenant), entry.isAvailable else { return nil }
        let limits = RunLimits(caller, entry, tenant: try await tenantLimits(caller.tenant))
        let owner = ExecutionOwner(caller)
        if let concurrency = limits.concurrency, try await isFull(owner, caller, maximum: concurrency.maximum) {
            return refusal(concurrency, id)
        }
        guard !limits.executions.isEmpty else { return nil }
        let claim = ExecutionClaim(tenant: caller.tenant, owner: owner.name, playbook: id)
        let now = now()
        return try await executions.executionRefusal(of: claim, limits: limits.executions, at: now)
            .map { refusal($0, id, at: now) }
    }

    /// Runs something that starts a playbook and waits for it, once it is counted; it says when the run begins.
    ///
    /// - Throws: ``ToolFailure`` where a limit is against it, or it can't be asked; and what the body throws.
    func withinLimits<Value>(
        _ id: PlaybookID, _ caller: AccessToken, _ body: (ExecutionSlot?) async throws -> Value
    ) async throws -> Value {
        let limits = try await limits(id, caller)
        let owner = ExecutionOwner(caller)
        let slot = try limits.concurrency.map { concurrency in
            guard let slot = slots.take(owner, maximum: concurrency.maximum) else {
                throw refusal(concurrency, id).asFailure
            }
            return slot
        }
        defer { slot?.release() }
        try await claim(id, owner, limits.executions)
        return try await body(slot)
    }

    private func limits(_ id: PlaybookID, _ caller: AccessToken) async throws -> RunLimits {
        do {
            guard let entry = try await catalog.playbook(id, tenant: caller.tenant), entry.isAvailable else {
                throw unknownPlaybook(id)
            }
            return RunLimits(caller, entry, tenant: try await tenantLimits(caller.tenant))
        } catch let error as StoreError {
            throw uncounted(id, error)
        }
    }

    private func claim(_ id: PlaybookID, _ owner: ExecutionOwner, _ limits: [ExecutionLimit]) async throws {
        // Where nothing is limited, nothing is written.
        guard !limits.isEmpty else { return }
        let now = now()
        let outcome: ClaimOutcome
        do throws(StoreError) {
            outcome = try await executions.claimExecution(
                ExecutionClaim(tenant: owner.tenant, owner: owner.name, playbook: id), limits: limits, at: now)
        } catch {
            throw uncounted(id, error)
        }
        if let refused = outcome.refusal { throw refusal(refused, id, at: now).asFailure }
    }

    /// What can't be counted is not started.
    private func uncounted(_ id: PlaybookID, _ error: StoreError) -> ToolFailure {
        failure(
            "The limits for executions can't be checked right now. Nothing was started; try again shortly. "
                + "暂时无法检查执行限额；剧本未启动，请稍后重试。",
            ["playbookId": .integer(id.rawValue)], operatorMessage: "limits: \(error)")
    }

    private func refusal(_ refused: ExecutionRefusal, _ id: PlaybookID, at now: Date) -> ToolDenial {
        let limit = refused.limit
        let seconds = max(1, Int64(refused.retryAt.timeIntervalSince(now).rounded(.up)))
        let (english, chinese) =
            switch limit.subject {
            case .owner: ("this token", "该令牌")
            case .playbook: ("the playbook \(id)", "剧本 \(id) ")
            case .tenant: ("all tokens together", "所有令牌合计")
            }
        let members: JSONObject = [
            "playbookId": .integer(id.rawValue), "denied": true, "limit": .string(limit.allowance.description),
            "limitOf": .string(limit.subject == .owner ? "token" : limit.subject.rawValue),
            "retryAfterSeconds": .integer(seconds), "retryAt": .string(refused.retryAt.formatted(.iso8601)),
        ]
        let message =
            "The limit of \(english) is used up: \(limit.allowance) executions. Nothing was started. Try again in \(seconds) s. "
            + "\(chinese)的执行限额（\(limit.allowance)）已用完；剧本未启动，请在 \(seconds) 秒后重试。"
        return ToolDenial(failure(message, members), rule: "\(limit.source): at most \(limit.allowance)")
    }

    private func refusal(_ concurrency: RunLimits.Concurrency, _ id: PlaybookID) -> ToolDenial {
        let members: JSONObject = [
            "playbookId": .integer(id.rawValue), "denied": true, "limitOf": "token",
            "concurrency": JSONValue(concurrency.maximum),
        ]
        let message =
            "This token may have \(concurrency.maximum) executions under way at a time, and has. Nothing was started. Try again "
            + "when one of them has ended. 该令牌同时进行的执行数已达上限 \(concurrency.maximum)；剧本未启动，请稍后重试。"
        return ToolDenial(
            failure(message, members), rule: "\(concurrency.source): at most \(concurrency.maximum) at a time")
    }
}

extension ToolDenial {
    /// The same, found out when the intent was on record already: it is settled as a failure, with the rule.
    var asFailure: ToolFailure {
        var failure = failure
        failure.operatorMessage = rule
        return failure
    }
}
