//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

/// Holds single messages of a server to one revision.
struct MessageCheck {
    let revision: ProtocolRevision
    private let schema: RevisionSchema

    /// Nil where the revision has no schema here.
    init?(_ revision: ProtocolRevision) {
        guard let schema = RevisionSchema.of(revision) else { return nil }
        self.revision = revision
        self.schema = schema
    }

    /// What is wrong with a message.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - method: What it answers, where it is an answer; nil where that is not known.
    ///   - mayLackID: Whether an error may be without id because nobody knows what it answers.
    /// - Returns: One text for each fault.
    func problems(_ message: JSONValue, answering method: String?, mayLackID: Bool = false) -> [String] {
        guard let members = message.objectValue else { return ["a message is an object, not \(message.kind)"] }
        if members["method"] != nil {
            return members["id"] == nil ? notification(message) : request(message)
        }
        return members["error"] == nil ? result(message, method) : error(message, mayLackID)
    }

    private func notification(_ message: JSONValue) -> [String] {
        let method = message["method"]?.stringValue ?? "?"
        guard let definition = MessageTypes.notifications[method] else {
            return ["\(method) is no notification of a server"]
        }
        return schema.problems(definition, message)
    }

    private func request(_ message: JSONValue) -> [String] {
        let method = message["method"]?.stringValue ?? "?"
        guard !revision.isStateless, let definition = MessageTypes.serverRequests[method] else {
            return ["\(method) is no request of a server"]
        }
        return schema.problems(definition, message)
    }

    private func result(_ message: JSONValue, _ method: String?) -> [String] {
        let envelope = schema.has("JSONRPCResultResponse") ? "JSONRPCResultResponse" : "JSONRPCResponse"
        let problems = schema.problems(envelope, message)
        guard problems.isEmpty, let result = message["result"] else { return problems }
        let type = result["resultType"]?.stringValue
        if revision.isStateless, type != "complete", type != "input_required" {
            return ["resultType is \(type.map { "'\($0)'" } ?? "missing")"]
        }
        if revision.isStateless, type == "input_required" { return question(result, method) }
        guard let method else { return resultOfAny(result) }
        guard let types = MessageTypes.requests[method], schema.has(types.request) else {
            return ["\(method) is no method of the revision, yet it was answered with a result"]
        }
        return schema.problems(types.result, result)
    }

    private func question(_ result: JSONValue, _ method: String?) -> [String] {
        if let method, !MessageTypes.askable.contains(method) {
            return ["\(method) can't be answered with InputRequiredResult"]
        }
        if result["inputRequests"] == nil, result["requestState"] == nil {
            return ["InputRequiredResult has neither inputRequests nor requestState"]
        }
        return schema.problems("InputRequiredResult", result)
    }

    private func resultOfAny(_ result: JSONValue) -> [String] {
        let known = Set(MessageTypes.requests.values.filter { schema.has($0.request) }.map(\.result))
        return known.contains { schema.problems($0, result).isEmpty }
            ? [] : ["the result is of none of the revision's types"]
    }

    private func error(_ message: JSONValue, _ mayLackID: Bool) -> [String] {
        let code = message["error"]?["code"]?.integerValue
        let isNew = schema.has("JSONRPCErrorResponse")
        // The schemas before 2025-11-25 require an id, where the text says that there is none (transports, "Sending").
        var shaped = message
        if !isNew, mayLackID || code.map(MessageTypes.unreadable.contains) == true, var members = message.objectValue,
            members["id"] == nil
        {
            members["id"] = 0
            shaped = .object(members)
        }
        let problems = schema.problems(isNew ? "JSONRPCErrorResponse" : "JSONRPCError", shaped)
        guard problems.isEmpty, let code else { return problems }
        if revision.isStateless, MessageTypes.retiredErrors.contains(code) {
            return ["the error code \(code) is not used any more"]
        }
        if let definition = MessageTypes.errorResponses[code], schema.has(definition) {
            return schema.problems(definition, message)
        }
        guard let definition = MessageTypes.errors[code], schema.has(definition), let error = message["error"] else {
            return []
        }
        return schema.problems(definition, error)
    }
}
