//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// Who changes something, for the audit.
public struct Operator: Hashable, Sendable {
    /// Such as `cli:root`.
    public var name: String
    public var time: Date

    public init(_ name: String, at time: Date) {
        self.name = name
        self.time = time
    }
}

extension AuditRecord {
    /// What an operator did.
    ///
    /// - Parameters:
    ///   - operator: Who.
    ///   - action: What, such as `token.revoke`.
    ///   - resource: To what, as a URI.
    ///   - tenant: Whose it is.
    ///   - parameters: What is worth knowing, without secrets.
    /// - Returns: The record; it names a call of its own.
    package static func administration(
        _ operator: Operator, _ action: String, _ resource: String, tenant: TenantID?, _ parameters: JSONObject = [:]
    ) -> AuditRecord {
        let call = UInt64.random(in: .min ... .max).hexadecimal
        return AuditRecord(
            callID: "admin-\(call)", time: `operator`.time, tokenName: `operator`.name, tenant: tenant, action: action,
            resource: resource, parameters: parameters.isEmpty ? nil : .object(parameters), outcome: .success)
    }
}
