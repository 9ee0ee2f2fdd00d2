//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// A tool whose arguments are a type: the schema comes from it, and the handler gets it.
@Suite("Typed tools")
struct TypedToolTests {
    enum Severity: String, Codable, CaseIterable { case low, high }

    struct Place: Codable, Sendable {
        var site: String
        var floor: Int8?
    }

    struct Report: ToolInput {
        var title: String
        var severity: Severity
        var count: UInt16
        var weight: Double?
        var tags: [String]
        var place: Place?
        var since: Date?
        var extra: JSONValue?
        static let descriptions = ["title": "What happened."]
    }

    struct Receipt: Codable, ToolOutput {
        var number: Int
        var title: String
    }

    private static let schema: JSONValue = [
        "type": "object",
        "properties": [
            "title": ["type": "string", "description": "What happened."],
            "severity": ["type": "string", "enum": ["low", "high"]],
            "count": ["type": "integer", "minimum": 0, "maximum": 65535],
            "weight": ["type": ["number", "null"]],
            "tags": ["type": "array", "items": ["type": "string"]],
            "place": [
                "type": ["object", "null"],
                "properties": [
                    "site": ["type": "string"],
                    "floor": ["type": ["integer", "null"], "minimum": -128, "maximum": 127],
                ],
                "additionalProperties": false, "required": ["site"],
            ],
            "since": ["type": ["string", "null"], "format": "date-time"],
            "extra": [:],
        ],
        "additionalProperties": false, "required": ["title", "severity", "count", "tags"],
    ]

    private func withReports(_ body: (MCPTestClient) async throws -> Void) async throws {
        try await withTalkingServer {
            [
                .tool(
                    try Tool("report", description: "Reports.") { (report: Report, _) in
                        Receipt(number: Int(report.count) + report.tags.count, title: report.title)
                    })
            ]
        } _: { server, _ in
            try await body(server.anybody)
        }
    }

    @Test("the schema says what the type says")
    func schema() async throws {
        try await withReports { client in
            let tools = try await client.call("tools/list").result?["tools"]?.arrayValue
            #expect(tools?.first { $0["name"] == "report" }?["inputSchema"] == Self.schema)
        }
    }

    @Test("the handler gets the type, and its answer goes out as text and as a value")
    func call() async throws {
        try await withReports { client in
            let answer = try await client.tool(
                "report",
                [
                    "title": "Fire", "severity": "high", "count": 2, "tags": ["a", "b"],
                    "place": ["site": "HQ"],
                    "since": "2026-11-23T01:02:03Z", "extra": [1],
                ])
            #expect(answer.structured == ["number": 4, "title": "Fire"])
            #expect(answer.textJSON == ["number": 4, "title": "Fire"])
        }
    }

    @Test(
        "what the type can't take is refused by name, with what is accepted",
        arguments: [
            ("severity", ["severity": "loud"]), ("count", ["count": 70000]),
            ("tags[1]", ["tags": ["a", 1]]),
            ("since", ["since": "yesterday"]), ("place.site", ["place": ["floor": 1]]),
            ("colour", ["colour": "red"]),
        ] as [(String, JSONObject)])
    func refused(_ name: String, _ change: JSONObject) async throws {
        try await withReports { client in
            let sound: JSONObject = ["title": "Fire", "severity": "high", "count": 2, "tags": []]
            let answer = try await client.tool("report", .object(sound.merging(change)))
            #expect(answer.isToolError)
            #expect(answer.text?.contains("'\(name)'") == true, "\(answer.text ?? "-")")
            #expect(answer.text?.contains("Accepted") == true)
        }
    }

    @Test("a type that no schema can be read from is refused at registration, unless it brings one")
    func unreadable() throws {
        #expect(throws: MCPRegistrationError.self) {
            try Tool("even", description: "Takes even numbers.") { (_: Even, _) in "even" }
        }
        #expect(throws: Never.self) {
            try Tool("even", description: "Takes even numbers.") { (_: WrittenEven, _) in "even" }
        }
    }

    private struct Even: ToolInput {
        init(from decoder: any Decoder) throws {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "odd"))
        }
    }

    private struct WrittenEven: ToolInput {
        static let schema: JSONValue = ["type": "object"]
        init(from decoder: any Decoder) throws {}
    }
}
