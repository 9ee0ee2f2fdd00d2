//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// The resources of the everything server, in every revision (MCP server, "Resources").
@Suite("Everything: resources")
struct EverythingResourceTests {
    @Test("they are listed, with a description", arguments: EverythingMode.all)
    func list(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let resources = try #require(try await talk.call("resources/list").result?["resources"]?.arrayValue)
            #expect(
                resources.compactMap { $0["uri"]?.stringValue } == [
                    "test://static-text", "test://static-binary", "test://watched-resource",
                ])
            #expect(resources.allSatisfy { $0["description"]?.stringValue?.isEmpty == false })
            let templates = try await talk.call("resources/templates/list").result?["resourceTemplates"]?.arrayValue
            #expect(templates?.map { $0["uriTemplate"] } == ["test://template/{id}/data"])
            #expect(templates?.first?["description"]?.stringValue?.isEmpty == false)
        }
    }

    @Test("a text", arguments: EverythingMode.all)
    func text(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let contents = try await talk.call("resources/read", ["uri": "test://static-text"]).result?["contents"]
            let expected: JSONValue = [
                [
                    "uri": "test://static-text", "mimeType": "text/plain",
                    "text": "This is the content of the static text resource.",
                ]
            ]
            #expect(contents == expected)
        }
    }

    @Test("bytes", arguments: EverythingMode.all)
    func binary(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let read = try await talk.call("resources/read", ["uri": "test://static-binary"])
            let contents = read.result?["contents"]?[0]
            #expect(contents?["mimeType"] == "image/png")
            #expect(contents?["blob"]?.stringValue?.hasPrefix("iVBORw0KGgo") == true)
            #expect(contents?["text"] == nil)
        }
    }

    @Test("one of a family", arguments: EverythingMode.all)
    func template(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let read = try await talk.call("resources/read", ["uri": "test://template/123/data"])
            #expect(read.result?["contents"]?[0]?["uri"] == "test://template/123/data")
            #expect(read.resourceText == #"{"id":"123","templateTest":true,"data":"Data for ID: 123"}"#)
        }
    }

    @Test("one that is not there: the error is that of the revision", arguments: EverythingMode.all)
    func missing(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let read = try await talk.call("resources/read", ["uri": "test://nonexistent"])
            #expect(read.code == (mode.revision.isStateless ? -32602 : -32002))
            #expect(read.json?["error"]?["data"]?["uri"] == "test://nonexistent")
        }
    }

    @Test("whoever watches one is told that it changed, and nobody else", arguments: EverythingMode.reachable)
    func watched(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let uri: JSONValue = "test://watched-resource"
            let stream = try await talk.listen(["resourceSubscriptions": [uri]])
            if mode.hasSession {
                _ = try await stream.readHead()
                _ = try await talk.tool("test_trigger_resource_update")
                #expect(try await stream.isQuiet(for: .milliseconds(200)))
                #expect(try await talk.call("resources/subscribe", ["uri": uri]).result == [:])
            }
            _ = try await talk.tool("test_trigger_resource_update")
            let event = try #require(try await stream.nextEvent())
            #expect(event.method == "notifications/resources/updated")
            #expect(event.params?["uri"] == uri)
            let text = try await talk.call("resources/read", ["uri": uri]).resourceText
            #expect(text?.contains("Updates: \(mode.hasSession ? 2 : 1).") == true)
            guard mode.hasSession else { return }
            #expect(try await talk.call("resources/unsubscribe", ["uri": uri]).result == [:])
            _ = try await talk.tool("test_trigger_resource_update")
            #expect(try await stream.isQuiet(for: .milliseconds(200)))
        }
    }
}
