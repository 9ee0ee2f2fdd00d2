//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

extension SampleMessage {
    /// Sound messages of every kind that the revision has.
    static func sound(in revision: ProtocolRevision) -> [SampleMessage] {
        answers(revision) + changes(revision) + errors(revision)
            + (revision.isStateless ? stateless : handshakes(revision) + questions(revision))
    }

    static let all = ProtocolRevision.served.flatMap(sound)

    /// A tool with all that the revision knows.
    static func tool(_ revision: ProtocolRevision) -> JSONValue {
        var tool: JSONObject = [
            "name": "t", "description": "A tool.", "annotations": ["title": "T", "readOnlyHint": true],
            "inputSchema": [
                "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                "additionalProperties": false, "properties": ["a": ["type": "string", "x-mcp-header": "A"]],
            ],
        ]
        if revision.hasTitles { tool["title"] = "T" }
        if revision.hasStructuredContent { tool["outputSchema"] = ["type": "object", "properties": [:]] }
        if revision.hasIcons { tool["icons"] = [["src": "https://example.com/i.png", "sizes": ["48x48"]]] }
        return .object(tool)
    }

    private static func answers(_ revision: ProtocolRevision) -> [SampleMessage] {
        var called: JSONObject = [
            "content": [
                ["type": "text", "text": "x", "annotations": ["audience": ["user"], "priority": 0.5]],
                ["type": "image", "data": "AAAA", "mimeType": "image/png"],
                ["type": "audio", "data": "AAA=", "mimeType": "audio/wav"],
                ["type": "resource", "resource": ["uri": "soar://a", "text": "t", "mimeType": "text/plain"]],
                ["type": "resource", "resource": ["uri": "soar://b", "blob": "AA=="]],
            ], "isError": false,
        ]
        if revision.hasStructuredContent { called["structuredContent"] = ["n": 1] }
        return [
            result(revision, "tools/list", ["tools": [tool(revision)], "nextCursor": "c"]),
            result(revision, "tools/call", .object(called)),
            result(revision, "resources/list", ["resources": [["uri": "soar://a", "name": "a", "size": 3]]]),
            result(
                revision, "resources/templates/list",
                ["resourceTemplates": [["uriTemplate": "soar://{a}", "name": "a"]]]),
            result(revision, "resources/read", ["contents": [["uri": "soar://a", "text": "{}"]]]),
            result(
                revision, "prompts/list",
                ["prompts": [["name": "p", "arguments": [["name": "a", "required": true]]]]]),
            result(
                revision, "prompts/get",
                ["messages": [["role": "user", "content": ["type": "text", "text": "x"]]]]),
            result(revision, "completion/complete", ["completion": ["values": ["a"], "total": 1, "hasMore": false]]),
        ]
    }

    private static func changes(_ revision: ProtocolRevision) -> [SampleMessage] {
        [
            notification(revision, "progress", ["progressToken": "p", "progress": 0.5, "total": 1, "message": "half"]),
            notification(revision, "message", ["level": "info", "logger": "l", "data": ["a": 1]]),
            notification(revision, "cancelled", ["requestId": 3, "reason": "late"]),
            notification(revision, "tools/list_changed"),
            notification(revision, "resources/list_changed"),
            notification(revision, "prompts/list_changed"),
            notification(revision, "resources/updated", ["uri": "soar://a"]),
        ]
    }

    private static func errors(_ revision: ProtocolRevision) -> [SampleMessage] {
        let codes: [Int64] = [-32_700, -32_600, -32_601, -32_602, -32_603]
        return codes.map { error(revision, $0) } + [error(revision, -32_600).with(["id"], nil)]
    }

    private static func handshakes(_ revision: ProtocolRevision) -> [SampleMessage] {
        [
            result(
                revision, "initialize",
                [
                    "protocolVersion": .string(revision.rawValue),
                    "capabilities": ["tools": ["listChanged": true], "resources": ["subscribe": true], "logging": [:]],
                    "serverInfo": ["name": "s", "version": "1"], "instructions": "i",
                ]),
            result(revision, "ping", [:]),
            result(revision, "logging/setLevel", [:]),
            result(revision, "resources/subscribe", ["_meta": ["a": 1]]),
            error(revision, -32_002, data: ["uri": "soar://x"]),
        ]
    }

    private static func questions(_ revision: ProtocolRevision) -> [SampleMessage] {
        var questions = [
            request(revision, "ping"),
            request(revision, "roots/list"),
            request(
                revision, "sampling/createMessage",
                ["messages": [["role": "user", "content": ["type": "text", "text": "x"]]], "maxTokens": 10]),
        ]
        if revision.hasElicitation {
            questions.append(
                request(revision, "elicitation/create", ["message": "m", "requestedSchema": form]))
        }
        return questions
    }

    private static let form: JSONValue = [
        "type": "object", "required": ["n"],
        "properties": ["n": ["type": "string", "title": "N", "format": "email"], "b": ["type": "boolean"]],
    ]

    private static var stateless: [SampleMessage] {
        let revision = ProtocolRevision.v2026_07_28
        let subscription = "io.modelcontextprotocol/subscriptionId"
        return [
            result(
                revision, "server/discover",
                ["supportedVersions": ["2026-07-28"], "capabilities": ["tools": [:], "extensions": ["a/b": [:]]]]),
            result(revision, "tools/call", ["content": [], "structuredContent": [1, 2]]),
            result(
                revision, "tools/call",
                [
                    "resultType": "input_required", "requestState": "s",
                    "inputRequests": [
                        "q": [
                            "method": "elicitation/create",
                            "params": ["mode": "form", "message": "m", "requestedSchema": form],
                        ], "r": ["method": "roots/list"],
                    ],
                ]),
            result(revision, "subscriptions/listen", ["_meta": .object([subscription: 1])]),
            notification(
                revision, "subscriptions/acknowledged",
                ["_meta": .object([subscription: 1]), "notifications": ["toolsListChanged": true]]),
            error(revision, -32_020),
            error(revision, -32_021, data: ["requiredCapabilities": ["elicitation": ["form": [:]]]]),
            error(revision, -32_022, data: ["supported": ["2026-07-28"], "requested": "x"]),
        ]
    }
}
