//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore

/// The arguments of a tool that headers repeat, so that a gateway can decide without reading the body
/// (MCP 2026-07-28, transports, "Custom Headers from Tool Parameters").
struct HeaderParameters: Sendable {
    /// Arguments of one tool at most: each is a field of the request, and a request has no more than 100.
    static let maximumCount = 32

    private let parameters: [HeaderParameter]

    /// Reads the annotations `x-mcp-header` of a tool's input schema.
    ///
    /// - Throws: ``MCPRegistrationError`` for an annotation for which a client would drop the tool, with its place.
    init(schema: JSONValue) throws(MCPRegistrationError) {
        var scan = HeaderParameterScan()
        try scan.read(schema)
        parameters = scan.parameters
    }

    var isEmpty: Bool { parameters.isEmpty }

    /// Compares a call's headers with its arguments; headers that nothing asks for are passed over.
    ///
    /// - Throws: -32020 for the first that differs.
    func check(_ arguments: JSONObject, headers: HTTPFields) throws(JSONRPCError) {
        for parameter in parameters { try parameter.check(arguments, headers: headers) }
    }
}
