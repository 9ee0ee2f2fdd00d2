//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// An error that a JSON-RPC caller is told (JSON-RPC 2.0 §5.1, MCP basic "Error Codes").
public struct JSONRPCError: Error, Hashable, Sendable {
    public var code: Int64
    public var message: String
    public var data: JSONValue?

    public init(code: Int64, message: String, data: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// The body is not JSON, or not JSON that is accepted here.
    public static func parseError(_ detail: String) -> JSONRPCError {
        JSONRPCError(code: -32700, message: "The body is not acceptable JSON: \(detail).")
    }

    /// JSON, but not a JSON-RPC message that is accepted here.
    public static func invalidRequest(_ message: String) -> JSONRPCError {
        JSONRPCError(code: -32600, message: message)
    }

    /// A method that is not served.
    public static func methodNotFound(_ method: String) -> JSONRPCError {
        JSONRPCError(code: -32601, message: "There is no method '\(method.bounded)'.")
    }

    /// Parameters that can't be used.
    public static func invalidParams(_ message: String, data: JSONValue? = nil) -> JSONRPCError {
        JSONRPCError(code: -32602, message: message, data: data)
    }

    /// Something went wrong here; the caller is told no more than that.
    public static func internalError(_ message: String = "The server could not answer.") -> JSONRPCError {
        JSONRPCError(code: -32603, message: message)
    }

    /// The error as the member `error` of a response.
    public var json: JSONValue {
        var members: JSONObject = ["code": .integer(code), "message": .string(message)]
        members["data"] = data
        return .object(members)
    }
}
