//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore

/// One `resources/read`: permission, reading, audit (MCP server, "Reading Resources").
struct ResourceRead {
    private let methods: MCPMethods
    private let call: MCPCall

    init(_ methods: MCPMethods, _ call: MCPCall) {
        self.methods = methods
        self.call = call
    }

    func result() async throws(CallFailure) -> JSONObject {
        let uri = try await methods.recordingFailure(of: call) { () throws(CallFailure) in
            try call.requiredString("uri")
        }
        let entry = call.auditEntry(action: "resources/read", resource: uri, outcome: .pending)
        guard let resource = methods.server.resource(at: uri) else {
            try await methods.record(entry.ending(.failure, error: "unknown resource"))
            throw .protocolError(notFound(uri))
        }
        try await methods.require(resource.requirement, of: call, entry)
        let (answer, ending) = await answer(resource, entry)
        try await methods.record(ending)
        let contents = try answer.get()
        return ["contents": [contents.json(uri: uri, mimeType: resource.mimeType)]]
    }

    /// What the handler says, and what the audit log is to say of it.
    private func answer(_ resource: Resource, _ entry: AuditEntry) async
        -> (Result<ResourceContents, CallFailure>, AuditEntry)
    {
        do {
            let context = call.context
            let contents = try await AuthContext.$current.withValue(call.caller) {
                try await resource.handler(context)
            }
            return (.success(contents), entry.ending(.success))
        } catch let failure as ToolFailure {
            let error = failure.operatorMessage ?? failure.message
            return (.failure(.protocolError(.internalError(failure.message))), entry.ending(.failure, error: error))
        } catch let failure as StoreError {
            let refusal = CallFailure.refused(.unavailable(failure.description))
            return (.failure(refusal), entry.ending(.failure, error: failure.description))
        } catch {
            call.context.logger.error("A resource failed", metadata: ["uri": "\(resource.uri)", "error": "\(error)"])
            return (.failure(.protocolError(.internalError())), entry.ending(.failure, error: "\(type(of: error))"))
        }
    }

    /// The code depends on the era: -32002 must not be sent any more from 2026-07-28 on.
    private func notFound(_ uri: String) -> JSONRPCError {
        JSONRPCError(
            code: call.revision.isStateless ? -32602 : -32002, message: "There is no such resource.",
            data: ["uri": .string(uri.bounded(to: 1024))]
        )
    }
}
