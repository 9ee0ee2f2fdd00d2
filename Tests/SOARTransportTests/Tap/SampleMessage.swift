//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport

/// One sound message of a server, to be spoiled.
struct SampleMessage: Sendable, CustomStringConvertible {
    let revision: ProtocolRevision
    /// What it answers; nil for what is no answer.
    let method: String?
    var json: JSONValue

    var description: String { "\(revision) \(method ?? json["method"]?.stringValue ?? "error")" }

    /// What the tap has to say about it.
    var problems: [String] {
        MessageTap.check(serverMessage: json, revision: revision, answering: method)
    }

    /// The message with another value somewhere; nil takes the member away.
    func with(_ path: [String], _ value: JSONValue?) -> SampleMessage {
        var copy = self
        copy.json = Self.setting(path[...], value, in: json)
        return copy
    }

    private static func setting(_ path: ArraySlice<String>, _ value: JSONValue?, in json: JSONValue) -> JSONValue {
        guard let name = path.first else { return value ?? .null }
        let rest = path.dropFirst()
        if var elements = json.arrayValue, let index = Int(name), elements.indices.contains(index) {
            elements[index] = setting(rest, value, in: elements[index])
            return .array(elements)
        }
        var members = json.objectValue ?? [:]
        members[name] = rest.isEmpty ? value : setting(rest, value, in: members[name] ?? [:])
        return .object(members)
    }
}

extension SampleMessage {
    static func result(_ revision: ProtocolRevision, _ method: String, _ result: JSONValue) -> SampleMessage {
        var members = result.objectValue ?? [:]
        if revision.isStateless {
            members["resultType"] = members["resultType"] ?? "complete"
            if cached.contains(method) { members = members.merging(["ttlMs": 0, "cacheScope": "private"]) }
        }
        return SampleMessage(
            revision: revision, method: method, json: ["jsonrpc": "2.0", "id": 1, "result": .object(members)])
    }

    static func notification(
        _ revision: ProtocolRevision, _ method: String, _ params: JSONObject? = nil
    ) -> SampleMessage {
        var members: JSONObject = ["jsonrpc": "2.0", "method": .string("notifications/" + method)]
        members["params"] = params.map(JSONValue.object)
        return SampleMessage(revision: revision, method: nil, json: .object(members))
    }

    static func request(_ revision: ProtocolRevision, _ method: String, _ params: JSONObject? = nil) -> SampleMessage {
        var members: JSONObject = ["jsonrpc": "2.0", "id": "s1", "method": .string(method)]
        members["params"] = params.map(JSONValue.object)
        return SampleMessage(revision: revision, method: nil, json: .object(members))
    }

    static func error(_ revision: ProtocolRevision, _ code: Int64, data: JSONValue? = nil) -> SampleMessage {
        let error = JSONRPCError(code: code, message: "no", data: data)
        return SampleMessage(revision: revision, method: nil, json: ["jsonrpc": "2.0", "id": 1, "error": error.json])
    }

    private static let cached: Set = [
        "server/discover", "tools/list", "resources/list", "resources/templates/list", "resources/read", "prompts/list",
    ]
}
