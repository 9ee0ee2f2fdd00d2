//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// The methods that all revisions have in common; what goes around their results is each era's own affair.
struct MCPMethods {
    let server: MCPServer
    let audit: AuditTrail?

    /// The result of a method; nil where there is no such method here.
    func result(of call: MCPCall) async throws(CallFailure) -> JSONObject? {
        switch call.method {
        case "tools/list" where !server.tools.isEmpty: try listTools(call)
        case "tools/call" where !server.tools.isEmpty: try await ToolCall(self, call).result()
        case "resources/list" where !server.resources.isEmpty: try listResources(call)
        case "resources/templates/list" where !server.resources.isEmpty: try listTemplates(call)
        case "resources/read" where !server.resources.isEmpty: try await ResourceRead(self, call).result()
        default: nil
        }
    }

    /// What the server can do, to the letter: nothing is announced that is not served.
    var capabilities: JSONValue {
        var members: JSONObject = [:]
        if !server.tools.isEmpty { members["tools"] = [:] }
        if !server.resources.isEmpty { members["resources"] = [:] }
        return .object(members)
    }

    private func listTools(_ call: MCPCall) throws(CallFailure) -> JSONObject {
        try checkCursor(call)
        let visible = server.tools.filter { $0.requirement.isMet(by: call.caller) }
        return ["tools": .array(visible.map { $0.json(call.revision) })]
    }

    private func listResources(_ call: MCPCall) throws(CallFailure) -> JSONObject {
        try checkCursor(call)
        let visible = server.resources.filter { $0.requirement.isMet(by: call.caller) }
        return ["resources": .array(visible.map { $0.json(call.revision) })]
    }

    private func listTemplates(_ call: MCPCall) throws(CallFailure) -> JSONObject {
        try checkCursor(call)
        return ["resourceTemplates": []]
    }

    /// Every list is one page, so no cursor was ever given out.
    private func checkCursor(_ call: MCPCall) throws(CallFailure) {
        guard call.params["cursor"] == nil else {
            throw .protocolError(.invalidParams("The cursor is not one that this server gave out."))
        }
    }

    /// Writes an entry, where there is an audit log.
    func record(_ entry: AuditEntry) async throws(CallFailure) {
        do throws(AuthenticationFailure) {
            try await audit?.record(entry)
        } catch {
            throw .refused(error)
        }
    }

    /// Reads what a call asks for, and records where that can't be read.
    func recordingFailure<Value>(
        of call: MCPCall, _ read: () throws(CallFailure) -> Value
    ) async throws(CallFailure) -> Value {
        do throws(CallFailure) {
            return try read()
        } catch {
            let entry = call.auditEntry(
                action: call.method, resource: "mcp:endpoint", outcome: .failure, error: "invalid params")
            try await record(entry)
            throw error
        }
    }

    /// Refuses a caller that lacks something, and records that.
    func require(_ requirement: Requirement, of call: MCPCall, _ entry: AuditEntry) async throws(CallFailure) {
        do throws(AuthenticationFailure) {
            try requirement.check(call.caller)
        } catch {
            try await record(entry.ending(.denied, error: error.label))
            throw .refused(error)
        }
    }
}
