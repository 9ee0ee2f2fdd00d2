//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// One JSON-RPC 2.0 message as a client sends it.
public enum JSONRPCMessage: Hashable, Sendable {
    case request(JSONRPCRequest)
    case notification(method: String, params: JSONObject)
    /// An answer to something that the server asked.
    case response(RequestID, Result<JSONValue, JSONRPCError>)

    /// Reads a message.
    ///
    /// - Throws: ``JSONRPCFault`` with the id, where that much could be read.
    public init(_ value: JSONValue) throws(JSONRPCFault) {
        guard case .object(let members) = value else {
            throw JSONRPCFault(nil, "A message is a JSON object, not \(value.kind).")
        }
        let id = members["id"].flatMap(RequestID.init)
        guard members["jsonrpc"] == "2.0" else { throw JSONRPCFault(id, "The member 'jsonrpc' must be \"2.0\".") }
        if members["id"] != nil, id == nil {
            throw JSONRPCFault(nil, "The member 'id' must be a string or an integer.")
        }
        if let method = members["method"], members["result"] == nil, members["error"] == nil {
            guard case .string(let method) = method else {
                throw JSONRPCFault(id, "The member 'method' must be a string.")
            }
            let params = try Self.params(members["params"], id)
            self =
                id.map { .request(JSONRPCRequest(id: $0, method: method, params: params)) }
                ?? .notification(method: method, params: params)
        } else if members["method"] != nil {
            throw JSONRPCFault(id, "A message with a 'method' has neither 'result' nor 'error'.")
        } else if let id, let result = members["result"], members["error"] == nil {
            self = .response(id, .success(result))
        } else if let id, let error = members["error"], members["result"] == nil {
            self = .response(id, .failure(Self.error(error)))
        } else {
            throw JSONRPCFault(id, "A message has a 'method', or an 'id' with either 'result' or 'error'.")
        }
    }

    /// What a client says went wrong; what it left out is filled in.
    private static func error(_ value: JSONValue) -> JSONRPCError {
        JSONRPCError(
            code: value["code"]?.integerValue ?? -32603, message: value["message"]?.stringValue ?? "",
            data: value["data"])
    }

    private static func params(_ value: JSONValue?, _ id: RequestID?) throws(JSONRPCFault) -> JSONObject {
        switch value {
        case nil: [:]
        case .object(let members): members
        default: throw JSONRPCFault(id, "The member 'params' must be an object.")
        }
    }
}

/// A call that wants an answer.
public struct JSONRPCRequest: Hashable, Sendable {
    public var id: RequestID
    public var method: String
    public var params: JSONObject

    public init(id: RequestID, method: String, params: JSONObject = [:]) {
        self.id = id
        self.method = method
        self.params = params
    }

    /// The request's `_meta`; empty where there is none.
    public var meta: JSONObject { params["_meta"]?.objectValue ?? [:] }
}

/// Why something is not a message, and whose answer that is.
public struct JSONRPCFault: Error, Hashable, Sendable {
    public var id: RequestID?
    public var error: JSONRPCError

    init(_ id: RequestID?, _ message: String) {
        self.id = id
        error = .invalidRequest(message)
    }
}
