//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

import struct Foundation.Date

/// The methods that all revisions have in common; what goes around their results is each era's own affair.
struct MCPMethods: Sendable {
    let server: MCPServer
    let audit: AuditTrail?
    let seal: RequestStateSeal
    let now: @Sendable () -> Date
    let usedTickets = UsedTickets()
    let logLevels = LogLevels()

    init(
        server: MCPServer, audit: AuditTrail?, seal: RequestStateSeal = RequestStateSeal(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.server = server
        self.audit = audit
        self.seal = seal
        self.now = now
    }

    /// The result of a method; nil where there is no such method here.
    func result(of call: MCPCall) async throws(CallFailure) -> JSONObject? {
        let offers = server.offers
        return switch call.method {
        case "tools/list" where offers.kinds.contains(.tools): try await listTools(call, offers)
        case "tools/call" where offers.kinds.contains(.tools):
            try await ToolCall(methods: self, call: call, offers: offers).result()
        case "resources/list" where offers.kinds.contains(.resources):
            try list(offers.resources, "resources", call, name: \.uri, \.requirement) { $0.json(call.revision) }
        case "resources/templates/list" where offers.kinds.contains(.resources):
            try list(offers.templates, "resourceTemplates", call, name: \.uriTemplate.description, \.requirement) {
                $0.json(call.revision)
            }
        case "resources/read" where offers.kinds.contains(.resources):
            try await ResourceRead(methods: self, call: call, offers: offers).result()
        case "prompts/list" where offers.kinds.contains(.prompts):
            try list(offers.prompts, "prompts", call, name: \.name, \.requirement) { $0.json(call.revision) }
        case "prompts/get" where offers.kinds.contains(.prompts):
            try await PromptGet(methods: self, call: call, offers: offers).result()
        case "completion/complete" where offers.kinds.contains(.completions):
            try await CompletionRequest(methods: self, call: call, offers: offers).result()
        default: nil
        }
    }

    /// What the server can do, to the letter: nothing is announced that is not served.
    ///
    /// - Parameter tells: Whether there is a way to tell this client of changes.
    /// - Returns: The member `capabilities`.
    func capabilities(tells: Bool) -> JSONValue {
        let kinds = server.offers.kinds
        var members: JSONObject = [:]
        if kinds.contains(.tools) { members["tools"] = tells ? ["listChanged": true] : [:] }
        if kinds.contains(.resources) {
            members["resources"] = tells ? ["subscribe": true, "listChanged": true] : [:]
        }
        if kinds.contains(.prompts) { members["prompts"] = tells ? ["listChanged": true] : [:] }
        if kinds.contains(.completions) { members["completions"] = [:] }
        if server.configuration.sendsLogMessages { members["logging"] = [:] }
        return .object(members)
    }

    private func listTools(_ call: MCPCall, _ offers: MCPOffers) async throws(CallFailure) -> JSONObject {
        var tools = offers.tools.map(\.tool)
        if !server.providers.isEmpty {
            let provided = try await deciding("tools", for: call) {
                [providers = server.providers, caller = call.caller] in
                var tools: [Tool] = []
                for provider in providers { tools += try await provider.tools(for: caller) }
                return tools
            }
            tools += server.providedTools.sound(provided, besides: Set(tools.map(\.name)), call.logger)
        }
        return try list(tools, "tools", call, name: \.name, \.requirement) { $0.json(call.revision) }
    }

    /// One page of what the caller may see.
    private func list<Entry>(
        _ all: [Entry], _ member: String, _ call: MCPCall, name: (Entry) -> String,
        _ requirement: (Entry) -> Requirement, json: (Entry) -> JSONValue
    ) throws(CallFailure) -> JSONObject {
        let visible = all.filter { requirement($0).isMet(by: call.caller) }
        let page = try ListPage(
            visible, list: call.method, cursor: call.params["cursor"], size: server.configuration.pageSize, name: name)
        var result: JSONObject = [member: .array(page.entries.map(json))]
        result["nextCursor"] = page.nextCursor.map(JSONValue.string)
        return result
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
        try await recordingFailure(
            in: call.auditEntry(action: call.method, resource: "mcp:endpoint", outcome: .pending), read)
    }

    /// The same for a call of which more is known already.
    func recordingFailure<Value>(
        in entry: @autoclosure () -> AuditEntry, _ read: () throws(CallFailure) -> Value
    ) async throws(CallFailure) -> Value {
        do throws(CallFailure) {
            return try read()
        } catch {
            throw try await recorded(error, in: entry())
        }
    }

    /// Records that a call asks for what can't be read, and gives back why.
    func recorded(_ failure: CallFailure, in entry: AuditEntry) async throws(CallFailure) -> CallFailure {
        try await record(entry.ending(.failure, error: "invalid params"))
        return failure
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
