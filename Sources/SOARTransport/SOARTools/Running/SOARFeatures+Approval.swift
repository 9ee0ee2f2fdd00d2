//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

import struct Foundation.Date

/// What a person has to agree to before a playbook is started.
extension SOARFeatures {
    /// Why a run can't begin before somebody at the server has agreed; nil where nobody has to, or has agreed.
    ///
    /// Asked before the intent is recorded: what waits is no call that was begun. The approval itself is used up later,
    /// by ``useApproval(_:_:)``.
    func denial(untilApproved run: PlaybookRun, _ caller: AccessToken) async throws -> ToolDenial? {
        guard let entry = try await catalog.playbook(run.playbook.id, tenant: caller.tenant),
            entry.approval == .approver
        else { return nil }
        let parameters = try await parameters(of: run.playbook, caller)
        // What can't be started is not asked for; the call itself says why.
        if (try? ParameterCheck(parameters).check(run.values)) == nil { return nil }
        guard let approvals else { throw noApprovals(run.playbook.id) }
        let now = now()
        let request: ApprovalRequest
        do throws(ToolFailure) {
            request = try self.request(run, parameters, caller)
        } catch {
            return ToolDenial(error, rule: error.operatorMessage ?? error.message)
        }
        do throws(StoreError) {
            let approval = try await approvals.approval(
                for: request, at: now, expiresAt: now.addingTimeInterval(approvalLifetime / .seconds(1)))
            return denial(approval, run)
        } catch {
            guard error.code == .conflict else { throw error }
            let message = "\(error.message) Nothing was started. 待审批的请求过多；剧本未启动。"
            return ToolDenial(failure(message, members(run)), rule: error.message)
        }
    }

    /// Uses up what somebody at the server agreed to, where that is needed; the last thing before the run begins.
    ///
    /// - Throws: ``ToolFailure`` where there is no such agreement any more, or it can't be asked.
    func useApproval(_ run: PlaybookRun, _ parameters: [PlaybookParameter], _ caller: AccessToken) async throws {
        do {
            guard let entry = try await catalog.playbook(run.playbook.id, tenant: caller.tenant),
                entry.approval == .approver
            else { return }
            guard let approvals else { throw noApprovals(run.playbook.id) }
            let used = try await approvals.useApproval(for: try request(run, parameters, caller), at: now())
            guard used == nil else { return }
        } catch let error as StoreError {
            throw failure(
                "Approvals can't be asked right now. Nothing was started; try again shortly. 暂时无法查询审批；剧本未启动，请稍后重试。",
                members(run), operatorMessage: "approvals: \(error)")
        }
        throw failure(
            "The approval for this was used by another call, or its time has run out. Nothing was started; call again to "
                + "ask for a new one. 该审批已被使用或已过期；剧本未启动，请重新调用以申请审批。", members(run),
            operatorMessage: "the approval was gone")
    }

    /// Has the caller's own user agree, where that is needed.
    ///
    /// - Throws: ``ToolFailure`` where the user does not, or can't be asked; the way back to the client; and, from
    ///   2026-07-28 on, ``AskingFailure`` for what has an error of its own there.
    func confirm(_ run: PlaybookRun, _ parameters: [PlaybookParameter], _ context: CallContext) async throws {
        do {
            guard let entry = try await catalog.playbook(run.playbook.id, tenant: context.caller.tenant),
                entry.approval == .caller
            else { return }
        } catch {
            throw failure(
                "It can't be told right now who has to agree. Nothing was started; try again shortly. 暂时无法确认；剧本未启动。",
                members(run), operatorMessage: "approvals: \(error)")
        }
        let question = try question(run, parameters)
        let answer: ElicitationAnswer
        do {
            answer = try await context.elicit(question, schema: Self.confirmationSchema, as: "confirmation")
        } catch AskingFailure.unfitting {
            // A form without the user's yes is no yes.
            answer = .accepted([:])
        } catch let error as AskingFailure {
            if context.revision.isStateless, error.isProtocolError { throw error }
            throw failure(
                "The user has to confirm this run, and could not be asked: \(error) Nothing was started. Use a client that "
                    + "supports elicitation. 该剧本需要用户确认，但无法询问用户；剧本未启动，请使用支持 elicitation 的客户端。",
                members(run), operatorMessage: "not confirmed: \(error)")
        }
        switch answer {
        case .accepted(let values) where values["confirm"] == true: return
        case .accepted, .declined:
            throw failure(
                "The user did not agree. Nothing was started; do not try again unless the user asks for it. 用户未同意；剧本未启动。",
                members(run), operatorMessage: "declined by the user")
        case .cancelled:
            throw failure(
                "The user closed the question. Nothing was started. 用户取消了确认；剧本未启动。", members(run),
                operatorMessage: "cancelled by the user")
        }
    }

    // MARK: What people are shown

    private static let confirmationSchema: JSONValue = [
        "type": "object",
        "properties": ["confirm": ["type": "boolean", "title": "Start it · 启动", "default": false]],
        "required": ["confirm"],
    ]

    private func question(_ run: PlaybookRun, _ parameters: [PlaybookParameter]) throws(ToolFailure) -> String {
        let name = run.playbook.displayName.isEmpty ? run.playbook.name : run.playbook.displayName
        let event = run.eventID == 0 ? "" : "\nEvent · 事件: \(run.eventID)"
        return "Start the playbook “\(name.bounded(to: 128))” (\(run.playbook.id))? It acts on the real world. "
            + "是否启动该剧本？\(event)\n\(try shown(run, parameters).text(pretty: true))"
    }

    /// The values without those that are passwords or look like it.
    ///
    /// - Throws: ``ToolFailure`` where that is not all: nobody can agree to what isn't shown.
    private func shown(_ run: PlaybookRun, _ parameters: [PlaybookParameter]) throws(ToolFailure) -> JSONValue {
        if let shown = AuditScrubber.scrubWhole(run.values.showing(parameters.openNames)) { return shown }
        let (length, bytes) = (AuditScrubber.maximumTextLength, AuditScrubber.maximumParameterBytes)
        throw failure(
            "Somebody has to agree to this run, and its values are too long to be shown: at most \(length) characters in one "
                + "text and \(bytes) bytes in all. Nothing was started. 参数值过长，无法完整展示给审批人（单个文本最多 \(length) 字符，"
                + "合计最多 \(bytes) 字节）；剧本未启动。", members(run),
            operatorMessage: "the values are too long to be shown to whoever has to agree")
    }

    private func request(
        _ run: PlaybookRun, _ parameters: [PlaybookParameter], _ caller: AccessToken
    ) throws(ToolFailure) -> ApprovalRequest {
        let name = run.playbook.displayName.isEmpty ? run.playbook.name : run.playbook.displayName
        return ApprovalRequest(
            tenant: caller.tenant, playbook: run.playbook.id, playbookName: name.bounded(to: 128),
            requester: ExecutionOwner(caller).name, requesterName: caller.name, tokenID: caller.tokenID,
            digest: ApprovalDigest(run.playbook.id, eventID: run.eventID, values: run.values),
            parameters: try shown(run, parameters), eventID: run.eventID)
    }

    private func members(_ run: PlaybookRun) -> JSONObject {
        ["playbookId": .integer(run.playbook.id.rawValue), "denied": true]
    }

    private func noApprovals(_ id: PlaybookID) -> ToolFailure {
        failure(
            "Somebody else has to approve this run, and this server keeps no approvals. Nothing was started. 该剧本需要审批，但服务器不支持；剧本未启动。",
            ["playbookId": .integer(id.rawValue), "denied": true])
    }

    /// What the caller is told as long as it can't go on.
    private func denial(_ approval: Approval, _ run: PlaybookRun) -> ToolDenial? {
        let expiry = approval.expiresAt.formatted(.iso8601)
        var members = members(run).merging([
            "approvalId": .integer(approval.id.rawValue), "approval": .string(approval.state.rawValue),
            "expiresAt": .string(expiry),
        ])
        switch approval.state {
        case .approved, .used, .expired: return nil
        case .denied:
            let reason = approval.reason.map { " The reason: \($0.endingSentence)" } ?? ""
            if let reason = approval.reason { members["reason"] = .string(reason) }
            let message =
                "Approval \(approval.id) was denied.\(reason) Nothing was started; do not try again before \(expiry). "
                + "审批 \(approval.id) 已被拒绝；剧本未启动。"
            return ToolDenial(failure(message, members), rule: "approval \(approval.id) was denied")
        case .pending:
            let message =
                "This run waits for the approval of a person: approval \(approval.id). Nothing was started. When it has "
                + "been approved, and before \(expiry), call again with the very same arguments. Tell the user; do not call "
                + "in a loop. 该剧本需要人工审批（编号 \(approval.id)）；尚未启动。获批后请用完全相同的参数再次调用。"
            let answer =
                (["success": false, "status": "waiting_for_approval", "message": .string(message)] as JSONObject)
                .merging(members).merging(["timestamp": .string(timestamp)])
            var denial = ToolDenial(failure(message, members), rule: "approval \(approval.id) is pending")
            denial.result = .structured(.object(answer))
            return denial
        }
    }
}

extension String {
    /// The text with a full stop, where nothing ends its last sentence.
    fileprivate var endingSentence: String { last.map(".!?。！？…".contains) ?? true ? self : self + "." }
}
