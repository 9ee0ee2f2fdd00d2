//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

@testable import SOARTransport

/// What a client sends reaches the audit log without secrets, without control characters and within bounds.
@Suite("Scrubbing for the audit log")
struct AuditScrubbingTests {
    private static let token = APITokenSecret().exposed
    private static let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl"

    @Test("tokens are taken out of arguments, tool names, URIs and user agents")
    func tokens() async throws {
        try await withTestServer { server in
            var client = try await server.client(named: "alice")
            client.userAgent = "agent \(Self.token) \(Self.jwt)"
            for secret in [Self.token, Self.jwt] {
                _ = try await client.tool("list_playbooks_quick", ["category": .string("x\(secret)x")])
                _ = try await client.tool("list_playbooks_quick", .object([secret: .string("a")]))
                _ = try await client.tool(
                    "execute_playbook",
                    ["playbook_id": .string(secret), "parameters": ["deep": [["er": .string(secret)]]]])
                _ = try await client.tool(
                    "query_playbook_execution_status_by_activity_id", ["activity_id": .string(secret)])
                _ = try await client.tool(secret, [:])
                _ = try await client.read("soar://\(secret)")
                _ = try await client.read("soar://executions?token=\(secret)")
            }
            let records = try await server.records()
            // One each: a call that can't say which playbook it means has no intent.
            #expect(records.count == 14)
            for part in [Self.token, String(Self.token.dropFirst(12)), Self.jwt, "eyJzdWIi", "c2lnbmF0"] {
                #expect(!"\(records)".contains(part))
            }
            #expect(records.allSatisfy { $0.userAgent == "agent (redacted) (redacted)" })
        }
    }

    @Test(
        "what a member is named decides too",
        arguments: [
            "password", "Password", "db_passwd", "client_secret", "apiKey", "X-Token", "credentials", "API_KEY",
        ])
    func names(_ name: String) {
        let scrubbed = AuditScrubber.scrub([name: ["value": "hunter2"], "plain": "kept"] as JSONObject)
        #expect(scrubbed[name] == "(redacted)")
        #expect(scrubbed["plain"] == "kept")
        let nested = AuditScrubber.scrub(["a": [.object([name: "hunter2"])]])
        #expect(nested["a"]?[0]?[name] == "(redacted)")
    }

    @Test("no character can start a line, colour it or turn it around")
    func controlCharacters() async throws {
        let hostile = "a\r\nb\u{0}\u{1B}[31m\u{7F}\u{85}\u{2028}\u{2029}\u{202E}\u{200B}\u{FEFF}"
        try await withTestServer { server in
            var client = try await server.client(named: "alice")
            client.userAgent = "a\tb\u{1}c"
            _ = try await client.speaking(.v2025_06_18).tool(hostile, ["category": .string(hostile)])
            _ = try await client.speaking(.v2025_06_18).tool("list_playbooks_quick", .object([hostile: 1]))
            _ = try await client.speaking(.v2025_06_18).read("soar://\(hostile)")
            for record in try await server.records() {
                let texts = [record.action, record.resource, record.error, record.userAgent, record.parameters?.text()]
                for text in texts.compactMap({ $0 }) {
                    #expect(!text.unicodeScalars.contains { $0.isDangerous })
                }
                #expect(
                    record.parameters?.objectValue?.names.joined().unicodeScalars.contains { $0.isDangerous } != true)
            }
        }
    }

    @Test("what is too long is cut, and what is too much is left out with its size")
    func bounds() async throws {
        try await withTestServer { server in
            var client = try await server.client(named: "alice").speaking(.v2025_06_18)
            client.userAgent = String(repeating: "u", count: 5000)
            let long = String(repeating: "ä", count: 100_000)
            _ = try await client.tool(long, [:])
            _ = try await client.read("soar://" + long)
            _ = try await client.tool("list_playbooks_quick", ["category": .string(long)])
            let many = JSONValue.array((0..<5000).map { .string("item \($0)") })
            _ = try await client.tool("list_playbooks_quick", ["category": many])
            let records = try await server.records()
            #expect(records.count == 4)
            for record in records {
                #expect(record.action.count <= AuditScrubber.maximumTextLength + 1)
                #expect(record.resource.count <= AuditScrubber.maximumTextLength + 1)
                #expect(try #require(record.userAgent).count <= AuditScrubber.maximumTextLength + 1)
                #expect(record.parameters?.encoded().count ?? 0 <= AuditScrubber.maximumParameterBytes)
            }
            #expect(records[3].parameters?["(omitted)"]?.stringValue?.hasSuffix("bytes") == true)
        }
    }

    @Test(
        "a text far beyond what is kept is scrubbed in no time",
        arguments: ["a", "soar_", "soar_ ", "eyJ.", "ä", " "])
    func large(_ pattern: String) {
        let text = String(repeating: pattern, count: 512 * 1024 / pattern.utf8.count)
        let start = ContinuousClock.now
        let scrubbed = AuditScrubber.scrub(["x": .string(text)])
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(scrubbed.encoded().count <= AuditScrubber.maximumParameterBytes)
    }
}

extension Unicode.Scalar {
    /// Whether it could forge a line or hide what stands in it.
    fileprivate var isDangerous: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
