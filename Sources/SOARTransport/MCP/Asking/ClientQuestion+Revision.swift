//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension ClientQuestion {
    /// The question as a revision can word it; nil where it can't.
    ///
    /// What only helps the user, such as a default, is left out where the revision has no place for it. What changes the
    /// question, such as a choice of several, is never left out.
    func worded(in revision: ProtocolRevision) -> ClientQuestion? {
        var params = params
        switch method {
        case "elicitation/create" where params["mode"] == "url":
            // It came with a notification that the page is done, and went with it.
            if revision.isStateless { params["elicitationId"] = nil }
        case "elicitation/create" where !revision.hasRichForms:
            guard let form = params["requestedSchema"]?.objectValue, let plain = Self.plain(form) else { return nil }
            params["requestedSchema"] = .object(plain)
        case "sampling/createMessage":
            guard let messages = Self.worded(params["messages"]?.arrayValue ?? [], in: revision) else { return nil }
            params["messages"] = .array(messages)
        default: break
        }
        return ClientQuestion(method: method, params: params, capability: capability)
    }

    /// The messages of a conversation; nil where one has a kind of content, or several pieces, that the revision doesn't
    /// know.
    private static func worded(_ messages: [JSONValue], in revision: ProtocolRevision) -> [JSONValue]? {
        let kinds = ["text", "image", "audio"] + (revision.hasSamplingTools ? ["tool_use", "tool_result"] : [])
        var worded: [JSONValue] = []
        for message in messages {
            guard case .object(var members) = message, let content = members["content"] else { return nil }
            guard content.arrayValue == nil || revision.hasSamplingTools else { return nil }
            var pieces: [JSONValue] = []
            for piece in content.arrayValue ?? [content] {
                guard case .object(var piece) = piece, kinds.contains(piece["type"]?.stringValue ?? "") else {
                    return nil
                }
                if !revision.hasAnyStructuredContent, piece["structuredContent"]?.objectValue == nil {
                    piece["structuredContent"] = nil
                }
                pieces.append(.object(piece))
            }
            members["content"] = content.arrayValue == nil ? pieces[0] : .array(pieces)
            worded.append(.object(members))
        }
        return worded
    }

    /// A form in the words of 2025-06-18; nil where it asks for several choices at once.
    private static func plain(_ form: JSONObject) -> JSONObject? {
        var fields = JSONObject()
        for (name, field) in form["properties"]?.objectValue ?? [:] {
            guard let field = field.objectValue, let plain = plain(field: field) else { return nil }
            fields[name] = .object(plain)
        }
        var plain: JSONObject = ["type": "object", "properties": .object(fields)]
        plain["required"] = form["required"]
        return plain
    }

    private static func plain(field: JSONObject) -> JSONObject? {
        guard field["type"] != "array" else { return nil }
        var plain = field
        if field["type"] != "boolean" { plain["default"] = nil }
        guard let choices = field["oneOf"]?.arrayValue else { return plain }
        plain["oneOf"] = nil
        plain["enum"] = .array(choices.compactMap { $0["const"] })
        plain["enumNames"] = .array(choices.compactMap { $0["title"] ?? $0["const"] })
        return plain
    }
}
