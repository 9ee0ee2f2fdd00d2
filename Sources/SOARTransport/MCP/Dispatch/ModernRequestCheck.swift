//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore

/// What a stateless request must say, and say the same in header and body, so that a gateway that reads only the
/// headers decides about the same request (MCP 2026-07-28, transports, "Server Validation").
struct ModernRequestCheck {
    let request: JSONRPCRequest
    /// Nil on a transport without headers.
    let headers: HTTPFields?

    /// The order is the conformance suite's: `_meta`, headers, version.
    func run() throws(JSONRPCError) {
        let version = try checkMeta()
        try match(.mcpProtocolVersion, with: version, "the protocol version in '_meta'")
        try match(.mcpMethod, with: request.method, "the member 'method'")
        try checkName()
        guard ProtocolRevision(rawValue: version).isServed, ProtocolRevision(rawValue: version).isStateless else {
            throw JSONRPCError(
                code: -32022, message: "The protocol version is not supported.",
                data: [
                    "supported": JSONValue(ProtocolRevision.served.map(\.rawValue)),
                    "requested": .string(version.bounded),
                ]
            )
        }
    }

    private func checkMeta() throws(JSONRPCError) -> String {
        guard case .object? = request.params["_meta"] else {
            throw .invalidParams("The parameter '_meta' must be an object\(alternative).")
        }
        guard case .string(let version)? = request.meta["io.modelcontextprotocol/protocolVersion"] else {
            throw .invalidParams("'_meta' must hold 'io.modelcontextprotocol/protocolVersion', a string.")
        }
        guard case .object? = request.meta["io.modelcontextprotocol/clientCapabilities"] else {
            throw .invalidParams("'_meta' must hold 'io.modelcontextprotocol/clientCapabilities', an object.")
        }
        return version
    }

    /// What else to do for who names a version without `_meta` that is not served.
    private var alternative: String {
        guard let named = headers?[.mcpProtocolVersion], !ProtocolRevision(rawValue: named).isServed else { return "" }
        let others = ProtocolRevision.served.filter { !$0.isStateless }.map(\.rawValue).joined(separator: ", ")
        return "; or name one of these in the header 'MCP-Protocol-Version': \(others)"
    }

    private func checkName() throws(JSONRPCError) {
        let member: String
        switch request.method {
        case "tools/call", "prompts/get": member = "name"
        case "resources/read": member = "uri"
        default: return
        }
        // Without a name in it the call is malformed, which its method says where there are no headers to compare.
        try match(.mcpName, with: request.params[member]?.stringValue, "the parameter '\(member)'")
    }

    /// Compares a header with what is in the body; nil, where there is nothing, is like no header.
    private func match(_ header: HTTPField.Name, with value: String?, _ what: String) throws(JSONRPCError) {
        guard let headers else { return }
        let values = headers[values: header]
        guard values.count == 1, let encoded = values.first else {
            throw mismatch("The header '\(header.rawName)' must be there once.")
        }
        // Only names may hold more than a header can; elsewhere a gateway would read another word than we do.
        guard let decoded = header == .mcpName ? HeaderSentinel.decode(encoded) : encoded else {
            throw mismatch("The header '\(header.rawName)' is not sound Base64 between its markers.")
        }
        // Texts that are only canonically equivalent are two different ones to everybody else.
        guard let value, decoded.utf8.elementsEqual(value.utf8) else {
            throw mismatch("The header '\(header.rawName)' differs from \(what).")
        }
    }

    private func mismatch(_ message: String) -> JSONRPCError { JSONRPCError(code: -32020, message: message) }
}

extension HTTPField.Name {
    /// `MCP-Protocol-Version`.
    static let mcpProtocolVersion = Self(known: "MCP-Protocol-Version")
    /// `Mcp-Method`.
    static let mcpMethod = Self(known: "Mcp-Method")
    /// `Mcp-Name`.
    static let mcpName = Self(known: "Mcp-Name")

    /// The name; one that is no token becomes a name that no request has.
    private init(known name: String) {
        self = Self(name) ?? .init("Mcp-Unnamed") ?? .via
    }
}
