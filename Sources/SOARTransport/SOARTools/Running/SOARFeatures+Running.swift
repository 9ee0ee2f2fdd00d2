//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore

extension SOARFeatures {
    /// Checks the values, starts the playbook, and waits for its end where that is asked for.
    ///
    /// - Throws: ``ToolFailure``; once the run has begun only where nobody waits for the answer any more.
    func start(_ run: PlaybookRun, _ context: CallContext) async throws -> ToolResult {
        let begun = ContinuousClock.now
        guard run.wait == .zero || Requirement(.executionsRead).isMet(by: context.caller) else {
            throw failure(
                "Waiting takes the permission \(Scope.executionsRead), which this token lacks: leave \(PlaybookRun.waitArgument) "
                    + "out. Nothing was started. 缺少权限，无法等待结果；剧本未启动。", [:])
        }
        let parameters = try await parameters(of: run.playbook, context.caller)
        try ParameterCheck(parameters).check(run.values)
        try await confirm(run, parameters, context)
        return try await withinLimits(run.playbook.id, context.caller) { slot in
            try await useApproval(run, parameters, context.caller)
            return try await startAndWait(run, parameters, since: begun, slot, context)
        }
    }

    private func startAndWait(
        _ run: PlaybookRun, _ parameters: [PlaybookParameter], since begun: ContinuousClock.Instant,
        _ slot: ExecutionSlot?, _ context: CallContext
    ) async throws -> ToolResult {
        let platform: any SOARPlatform
        let activity: ActivityID
        do throws(PlatformError) {
            platform = try await platforms.platform(for: context.caller.tenant)
            activity = try await platform.execute(
                ExecutionRequest(playbook: run.playbook.id, eventID: run.eventID, parameters: run.values))
        } catch {
            throw failure(
                PasswordValues(run.values, parameters).hidden(in: error), "The playbook was not started · 执行剧本失败",
                ["playbookId": .integer(run.playbook.id.rawValue)])
        }
        slot?.begin(activity, at: now())
        await remember(activity, run, context)
        let started: JSONObject = ["success": true, "activity_id": .string(activity.description)]
        guard run.wait > .zero else { return .structured(.object(started)) }
        let left = ExecutionWaiting.maximumCall - begun.duration(to: .now)
        let wait = ExecutionWait(activity, on: platform, time: min(run.wait, left), waiting, context)
        let outcome = try await wait.outcome()
        if outcome["isFinal"] == true { slot?.end() }
        return .structured(.object(started.merging(outcome)))
    }

    /// The run has begun and the audit log will say so; a list that misses it is no reason to call it a failure.
    private func remember(_ activity: ActivityID, _ run: PlaybookRun, _ context: CallContext) async {
        let execution = Execution(
            activityID: activity, tenant: context.caller.tenant, playbookID: run.playbook.id, eventID: run.eventID,
            tokenID: context.caller.tokenID, tokenFamily: context.caller.tokenFamily, startedBy: context.caller.name,
            startedAt: now()
        )
        do {
            try await executions.insertExecution(execution)
        } catch {
            context.logger.error(
                "An execution could not be stored", metadata: ["activity": "\(activity)", "error": "\(error)"]
            )
        }
    }
}
