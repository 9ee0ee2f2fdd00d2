//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// One `resources/read`: permission, reading, audit (MCP server, "Reading Resources").
struct ResourceRead {
    let methods: MCPMethods
    let call: MCPCall
    let offers: MCPOffers

    func result() async throws(CallFailure) -> JSONObject {
        let uri = try await methods.recordingFailure(of: call) { () throws(CallFailure) in
            try call.requiredString("uri")
        }
        let entry = call.auditEntry(action: "resources/read", resource: uri, outcome: .pending).reading
        guard let source = ResourceSource(uri, in: offers) else {
            try await methods.record(entry.ending(.failure, error: "unknown resource"))
            throw .protocolError(.resourceNotFound(uri, call.revision))
        }
        try await methods.require(source.requirement, of: call, entry)
        let exchange = try await methods.recordingFailure(in: entry) { () throws(CallFailure) in
            try methods.exchange(for: call, spendsState: false)
        }
        let outcome = await methods.outcome(of: call, exchange, "resource \(uri.bounded)", source.read)
        if case .value(nil) = outcome {
            let rule = try await source.refusal(of: call.caller)
            try await methods.record(
                entry.ending(rule == nil ? .failure : .denied, error: rule ?? "unknown resource"))
            throw .protocolError(.resourceNotFound(uri, call.revision))
        }
        try await methods.record(outcome.ending(entry))
        return try outcome.result { contents in
            ["contents": .array(contents?.json(uri: uri, mimeType: source.mimeType) ?? [])]
        }
    }
}

/// What a URI is read from: a resource, or a template that has it.
struct ResourceSource: Sendable {
    let requirement: Requirement
    let mimeType: String
    let read: @Sendable (CallContext) async throws -> ResourceContents?
    /// Whether it is there for that caller, whatever its scopes.
    private let visibility: (@Sendable (AccessToken) async throws -> Bool)?
    private let rule: (@Sendable (AccessToken) async throws -> String?)?

    /// Nil where nothing has that URI.
    init?(_ uri: String, in offers: MCPOffers) {
        if let resource = offers.resource(at: uri) {
            requirement = resource.requirement
            mimeType = resource.mimeType
            read = { try await resource.handler($0) }
            visibility = nil
            rule = nil
        } else if let (template, values) = offers.template(for: uri) {
            requirement = template.requirement
            mimeType = template.mimeType
            read = { try await template.handler(values, $0) }
            if let isVisible = template.visibility {
                visibility = { caller in try await isVisible(values, caller) }
            } else {
                visibility = nil
            }
            if let refusal = template.refusal {
                rule = { caller in try await refusal(values, caller) }
            } else {
                rule = nil
            }
        } else {
            return nil
        }
    }

    /// Those of some resources that the caller of that call may be told of, within the limits of handlers.
    ///
    /// - Throws: ``CallFailure`` where that can't be told now.
    static func visible(
        _ resources: [(uri: String, source: ResourceSource)], to call: MCPCall, _ methods: MCPMethods
    ) async throws(CallFailure) -> [String] {
        guard resources.contains(where: { $0.source.visibility != nil }) else { return resources.map(\.uri) }
        return try await methods.deciding("resource", for: call) { [caller = call.caller] in
            var visible: [String] = []
            for (uri, source) in resources where try await source.visibility?(caller) ?? true { visible.append(uri) }
            return visible
        }
    }

    /// Whether that caller may be told of its changes still; of its end too, so what is gone for all is no obstacle.
    ///
    /// - Throws: ``CallFailure`` where that can't be told now.
    func mayBeTold(_ caller: AccessToken) async throws(CallFailure) -> Bool {
        guard rule == nil else { return try await refusal(of: caller) == nil }
        do {
            return try await visibility?(caller) ?? true
        } catch {
            throw .refused(.unavailable("resource: \(error)"))
        }
    }

    /// The rule by which it is not there for that caller, for the audit log; nil where there is none.
    ///
    /// - Throws: ``CallFailure`` where that can't be told now.
    func refusal(of caller: AccessToken) async throws(CallFailure) -> String? {
        do { return try await rule?(caller) } catch { throw .refused(.unavailable("resource: \(error)")) }
    }
}

extension JSONRPCError {
    /// The code depends on the era: -32002 must not be sent any more from 2026-07-28 on.
    static func resourceNotFound(_ uri: String, _ revision: ProtocolRevision) -> JSONRPCError {
        JSONRPCError(
            code: revision.isStateless ? -32602 : -32002, message: "There is no such resource.",
            data: ["uri": .string(uri.bounded(to: 1024))]
        )
    }
}
