//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore

/// One request on its way, with all that is known about it.
struct MCPCall {
    var method: String
    var params: JSONObject
    var caller: AccessToken
    var revision: ProtocolRevision
    var origin: CallOrigin
    var logger: Logger

    var context: CallContext {
        var logger = logger
        logger[metadataKey: "call.id"] = "\(origin.callID)"
        return CallContext(caller: caller, revision: revision, callID: origin.callID, logger: logger)
    }

    func auditEntry(
        action: String, resource: String, parameters: JSONObject? = nil, outcome: AuditRecord.Outcome,
        error: String? = nil
    ) -> AuditEntry {
        AuditEntry(
            origin, caller: caller, action: action, resource: resource, parameters: parameters, outcome: outcome,
            error: error
        )
    }

    /// The parameter of that name, which must be a string.
    func requiredString(_ name: String) throws(CallFailure) -> String {
        guard case .string(let text)? = params[name] else {
            throw .protocolError(.invalidParams("The parameter '\(name)' must be a string."))
        }
        return text
    }
}
